package dev.hebb.data;

/**
 * Divides every row by its Euclidean length, which becomes 1. A row of zeros stays.
 *
 * <p>Formula: {@code y = x / sqrt(sum(x^2))}.
 * <br>Range: -1 to 1. NaN and infinities make the whole row NaN.
 */
public record L2Normalizer() implements RowTransform {
    @Override
    public int outputs(int inputs) {
        return inputs;
    }

    @Override
    public double[] transform(double[] row) {
        double largest = 0;
        for (double number : row) {
            largest = Math.max(largest, Math.abs(number));
        }
        if (largest == 0) {
            return row;
        }
        double squares = 0;
        for (int i = 0; i < row.length; i++) {
            row[i] /= largest; // so that no square leaves the range of float64
            squares += row[i] * row[i];
        }
        double length = Math.sqrt(squares);
        for (int i = 0; i < row.length; i++) {
            row[i] /= length;
        }
        return row;
    }
}
