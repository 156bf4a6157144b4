package dev.hebb.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** Activations in plain Java, with the derivative by the argument in terms of the result. */
enum PlainFunction {
    IDENTITY {
        @Override
        double of(double x) {
            return x;
        }

        @Override
        double derivative(double y) {
            return 1;
        }
    },
    RELU {
        @Override
        double of(double x) {
            return Math.max(x, 0);
        }

        @Override
        double derivative(double y) {
            return y > 0 ? 1 : 0;
        }
    },
    SIGMOID {
        @Override
        double of(double x) {
            return 1 / (1 + Math.exp(-x));
        }

        @Override
        double derivative(double y) {
            return y * (1 - y);
        }
    },
    TANH {
        @Override
        double of(double x) {
            return Math.tanh(x);
        }

        @Override
        double derivative(double y) {
            return 1 - y * y;
        }
    },
    SOFTPLUS {
        @Override
        double of(double x) {
            return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
        }

        @Override
        double derivative(double y) {
            return -Math.expm1(-y);
        }
    },
    LEAKY_RELU {
        private static final double SLOPE = 0.01;

        @Override
        double of(double x) {
            return x > 0 ? x : SLOPE * x;
        }

        @Override
        double derivative(double y) {
            return y > 0 ? 1 : SLOPE;
        }
    };

    abstract double of(double x);

    abstract double derivative(double y);

    static PlainFunction named(String name) {
        return Arrays.stream(values())
                .filter(function -> function.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new BenchmarkException("expected one of " + Arrays.toString(values())
                        + " but got activation '" + name + "' in plain Java"));
    }
}
