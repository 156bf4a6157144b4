package dev.hebb.expr;

/** A function of one number. NaN gives NaN in every one of them. */
public enum UnaryFunction {
    NEGATE("neg") {
        @Override
        public double apply(double x) {
            return -x;
        }

        @Override
        Expr derivative(Expr x, Expr y) {
            return Expr.constant(-1);
        }
    },
    ABSOLUTE("abs") {
        @Override
        public double apply(double x) {
            return Math.abs(x);
        }

        @Override
        Expr derivative(Expr x, Expr y) {
            return x.sign();
        }
    },
    EXP("exp") {
        @Override
        public double apply(double x) {
            return Math.exp(x);
        }

        @Override
        Expr derivative(Expr x, Expr y) {
            return y;
        }
    },
    /** {@code exp(x) - 1}, exact for small x. */
    EXPM1("expm1") {
        @Override
        public double apply(double x) {
            return Math.expm1(x);
        }

        @Override
        Expr derivative(Expr x, Expr y) {
            return y.plus(Numbers.ONE);
        }
    },
    LOG("log") {
        @Override
        public double apply(double x) {
            return Math.log(x);
        }

        @Override
        Expr derivative(Expr x, Expr y) {
            return Numbers.ONE.over(x);
        }
    },
    /** {@code log(1 + x)}, exact for small x. */
    LOG1P("log1p") {
        @Override
        public double apply(double x) {
            return Math.log1p(x);
        }

        @Override
        Expr derivative(Expr x, Expr y) {
            return Numbers.ONE.over(x.plus(Numbers.ONE));
        }
    },
    SQRT("sqrt") {
        @Override
        public double apply(double x) {
            return Math.sqrt(x);
        }

        @Override
        Expr derivative(Expr x, Expr y) {
            return Expr.constant(0.5).over(y);
        }
    },
    RSQRT("rsqrt") {
        @Override
        public double apply(double x) {
            return 1 / Math.sqrt(x);
        }

        @Override
        Expr derivative(Expr x, Expr y) {
            return Expr.constant(-0.5).times(y.times(y).times(y));
        }
    },
    TANH("tanh") {
        @Override
        public double apply(double x) {
            return Math.tanh(x);
        }

        @Override
        Expr derivative(Expr x, Expr y) {
            return Numbers.ONE.minus(y.times(y));
        }
    },
    /** The error function. */
    ERF("erf") {
        @Override
        public double apply(double x) {
            return ErrorFunction.of(x);
        }

        @Override
        Expr derivative(Expr x, Expr y) {
            return Expr.exp(x.times(x).negated()).times(2 / Math.sqrt(Math.PI));
        }
    },
    SIN("sin") {
        @Override
        public double apply(double x) {
            return Math.sin(x);
        }

        @Override
        Expr derivative(Expr x, Expr y) {
            return x.cos();
        }
    },
    COS("cos") {
        @Override
        public double apply(double x) {
            return Math.cos(x);
        }

        @Override
        Expr derivative(Expr x, Expr y) {
            return x.sin().negated();
        }
    },
    /** -1, 0 or 1. */
    SIGN("sign") {
        @Override
        public double apply(double x) {
            return Math.signum(x);
        }

        @Override
        Expr derivative(Expr x, Expr y) {
            return Numbers.ZERO;
        }
    };

    private final String symbol;

    UnaryFunction(String symbol) {
        this.symbol = symbol;
    }

    /** The name in plan texts and model files. */
    public String symbol() {
        return symbol;
    }

    /** The value in double precision: the oracle every backend is held to. */
    public abstract double apply(double x);

    /** dy/dx, written in {@code x}, {@code y} or both; what it mentions must be kept for the backward pass. */
    abstract Expr derivative(Expr x, Expr y);
}
