package dev.hebb.expr;

/**
 * A function of two numbers. MINIMUM and MAXIMUM give NaN where either side is NaN; a comparison gives 1 or 0 and, as in IEEE 754, NaN compares
 * false with everything except that {@code !=} holds.
 */
public enum BinaryFunction {
    ADD("add") {
        @Override
        public double apply(double x, double y) {
            return x + y;
        }
    },
    SUBTRACT("sub") {
        @Override
        public double apply(double x, double y) {
            return x - y;
        }
    },
    MULTIPLY("mul") {
        @Override
        public double apply(double x, double y) {
            return x * y;
        }
    },
    DIVIDE("div") {
        @Override
        public double apply(double x, double y) {
            return x / y;
        }
    },
    /** As IEEE 754, C and NumPy have it: {@code pow(1, y)} and {@code pow(-1, infinity)} are 1, where Java's own is NaN. */
    POWER("pow") {
        @Override
        public double apply(double x, double y) {
            return x == 1 || x == -1 && Double.isInfinite(y) ? 1 : Math.pow(x, y);
        }
    },
    MINIMUM("min") {
        @Override
        public double apply(double x, double y) {
            return Math.min(x, y);
        }
    },
    MAXIMUM("max") {
        @Override
        public double apply(double x, double y) {
            return Math.max(x, y);
        }
    },
    LESS("lt") {
        @Override
        public double apply(double x, double y) {
            return x < y ? 1 : 0;
        }
    },
    LESS_EQUAL("le") {
        @Override
        public double apply(double x, double y) {
            return x <= y ? 1 : 0;
        }
    },
    GREATER("gt") {
        @Override
        public double apply(double x, double y) {
            return x > y ? 1 : 0;
        }
    },
    GREATER_EQUAL("ge") {
        @Override
        public double apply(double x, double y) {
            return x >= y ? 1 : 0;
        }
    },
    EQUAL("eq") {
        @Override
        public double apply(double x, double y) {
            return x == y ? 1 : 0;
        }
    },
    NOT_EQUAL("ne") {
        @Override
        public double apply(double x, double y) {
            return x != y ? 1 : 0;
        }
    };

    private final String symbol;

    BinaryFunction(String symbol) {
        this.symbol = symbol;
    }

    /** The name in plan texts and model files. */
    public String symbol() {
        return symbol;
    }

    /** The value in double precision: the oracle every backend is held to. */
    public abstract double apply(double x, double y);

    /** Whether the value is always 0 or 1, and so its derivative 0. */
    public boolean isComparison() {
        return compareTo(LESS) >= 0;
    }

    /** Whether swapping the sides changes nothing. */
    public boolean isCommutative() {
        return this == ADD
                || this == MULTIPLY
                || this == MINIMUM
                || this == MAXIMUM
                || this == EQUAL
                || this == NOT_EQUAL;
    }
}
