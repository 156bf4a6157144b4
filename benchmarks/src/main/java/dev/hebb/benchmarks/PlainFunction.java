package dev.hebb.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** Activations in plain Java, with the derivative by the argument in terms of the result. */
public enum PlainFunction {
    IDENTITY {
        @Override
        public double of(double x) {
            return x;
        }

        @Override
        public double derivative(double y) {
            return 1;
        }
    },
    RELU {
        @Override
        public double of(double x) {
            return Math.max(x, 0);
        }

        @Override
        public double derivative(double y) {
            return y > 0 ? 1 : 0;
        }
    },
    SIGMOID {
        @Override
        public double of(double x) {
            return 1 / (1 + Math.exp(-x));
        }

        @Override
        public double derivative(double y) {
            return y * (1 - y);
        }
    },
    TANH {
        @Override
        public double of(double x) {
            return Math.tanh(x);
        }

        @Override
        public double derivative(double y) {
            return 1 - y * y;
        }
    },
    SOFTPLUS {
        @Override
        public double of(double x) {
            return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
        }

        @Override
        public double derivative(double y) {
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
        public double derivative(double y) {
            return y > 0 ? 1 : SLOPE;
        }
    };

    public abstract double of(double x);

    public abstract double derivative(double y);

    /** @throws BenchmarkException for an activation that is not here */
    public static PlainFunction named(String name) {
        return Arrays.stream(values())
                .filter(function -> function.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new BenchmarkException("expected one of " + Arrays.toString(values())
                        + " but got activation '" + name + "' in plain Java"));
    }
}
