package dev.hebb.benchmarks;

/**
 * Weights, inputs and targets that every engine starts from, from a formula that anyone can evaluate.
 *
 * <p>Formula: {@code u(a, b, c) = frac(43758.5453 sin(1 + 12.9898 a + 78.233 b + 37.719 c)) - 0.5} with {@code frac(q) = q - floor(q)}, in double precision.
 * Kernels {@code w[l][i][j] = u(i, j, l) sqrt(12 / fanIn)} (variance {@code 1 / fanIn}), biases 0, inputs {@code x[r][c] = 2 u(r, c, 100)}, classes {@code
 * (3 r + 1) mod K}, binary targets {@code (r + c) mod 2}, real targets {@code sin(2 + r + 2 c)}; input i, output j, layer l, row r and column c count from 0.
 */
public final class WorkloadData {
    private static final int INPUT_LAYER = 100;

    private WorkloadData() {}

    /** From -0.5 to 0.5. */
    static double noise(double a, double b, double c) {
        double q = 43758.5453 * Math.sin(1 + 12.9898 * a + 78.233 * b + 37.719 * c);
        return q - Math.floor(q) - 0.5;
    }

    /** The kernel of a layer, {@code [in, out]} row-major. */
    public static double[] kernel(Workload workload, int layer) {
        int in = workload.layers().get(layer);
        int out = workload.layers().get(layer + 1);
        double scale = Math.sqrt(12.0 / in);
        double[] kernel = new double[Math.multiplyExact(in, out)];
        for (int i = 0; i < in; i++) {
            for (int j = 0; j < out; j++) {
                kernel[i * out + j] = noise(i, j, layer) * scale;
            }
        }
        return kernel;
    }

    /** The inputs, {@code [batch, inputs]}. */
    public static double[][] inputs(Workload workload) {
        double[][] x = new double[workload.batch()][workload.inputs()];
        for (int row = 0; row < x.length; row++) {
            for (int column = 0; column < x[row].length; column++) {
                x[row][column] = 2 * noise(row, column, INPUT_LAYER);
            }
        }
        return x;
    }

    /** The classes, {@code [batch]}, of loss CE. */
    public static int[] classes(Workload workload) {
        int[] classes = new int[workload.batch()];
        for (int row = 0; row < classes.length; row++) {
            classes[row] = (int) ((3L * row + 1) % workload.outputs());
        }
        return classes;
    }

    /** The targets, {@code [batch, outputs]}, of losses BCE (0 or 1) and MSE. */
    public static double[][] targets(Workload workload) {
        boolean isBinary = workload.loss() == Workload.LossKind.BCE;
        double[][] y = new double[workload.batch()][workload.outputs()];
        for (int row = 0; row < y.length; row++) {
            for (int column = 0; column < y[row].length; column++) {
                y[row][column] = isBinary ? (row + column) % 2 : Math.sin(2.0 + row + 2.0 * column);
            }
        }
        return y;
    }
}
