package dev.hebb.data;

/** Weights of rows, checked. */
final class Weights {
    private Weights() {}

    static Dataset.Column of(double[] weights, int rows) {
        if (weights.length != rows) {
            throw new DataException("expected " + rows + " weights, one per row, but got " + weights.length);
        }
        double largest = 0;
        for (int row = 0; row < rows; row++) {
            double weight = weights[row];
            if (!(weight >= 0) || Double.isInfinite(weight)) {
                throw new DataException("expected finite weights of 0 or more but got " + weight + " in row " + row);
            }
            largest = Math.max(largest, weight);
        }
        if (largest == 0) {
            throw new DataException("expected a weight above 0 but all " + rows + " weights are 0");
        }
        return HeapCopy.of("", weights);
    }
}
