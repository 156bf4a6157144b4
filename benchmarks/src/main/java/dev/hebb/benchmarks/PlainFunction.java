package dev.hebb.benchmarks;

import dev.hebb.expr.UnaryFunction;
import java.util.Arrays;
import java.util.Locale;

/** Activations in plain Java, with the derivative by the argument {@code x} in terms of it and of the result {@code y}. */
public enum PlainFunction {
    IDENTITY {
        @Override
        public double of(double x) {
            return x;
        }

        @Override
        public double derivative(double x, double y) {
            return 1;
        }
    },
    RELU {
        @Override
        public double of(double x) {
            return Math.max(x, 0);
        }

        @Override
        public double derivative(double x, double y) {
            return y > 0 ? 1 : 0;
        }
    },
    SIGMOID {
        @Override
        public double of(double x) {
            return 1 / (1 + Math.exp(-x));
        }

        @Override
        public double derivative(double x, double y) {
            return y * (1 - y);
        }
    },
    TANH {
        @Override
        public double of(double x) {
            return Math.tanh(x);
        }

        @Override
        public double derivative(double x, double y) {
            return 1 - y * y;
        }
    },
    GELU {
        @Override
        public double of(double x) {
            return x * normal(x);
        }

        @Override
        public double derivative(double x, double y) {
            return normal(x) + x * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
        }

        private double normal(double x) {
            return (1 + UnaryFunction.ERF.apply(x / Math.sqrt(2))) / 2;
        }
    },
    SOFTPLUS {
        @Override
        public double of(double x) {
            return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
        }

        @Override
        public double derivative(double x, double y) {
            return -Math.expm1(-y);
        }
    },
    LEAKY_RELU {
        private static final double SLOPE = 0.01;

        @Override
        public double of(double x) {
            return x > 0 ? x : SLOPE * x;
        }

        @Override
        public double derivative(double x, double y) {
            return y > 0 ? 1 : SLOPE;
        }
    };

    public abstract double of(double x);

    public abstract double derivative(double x, double y);

    /** @throws BenchmarkException for an activation that is not here */
    public static PlainFunction named(String name) {
        return Arrays.stream(values())
                .filter(function -> function.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new BenchmarkException("expected one of " + Arrays.toString(values())
                        + " but got activation '" + name + "' in plain Java"));
    }
}
