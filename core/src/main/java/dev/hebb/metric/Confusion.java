package dev.hebb.metric;

import java.util.function.IntToDoubleFunction;

/** How often rows of each class were predicted as each class, and the scores that follow. Immutable. */
public final class Confusion {
    private final int classes;
    private final double[] counts;

    private Confusion(int classes, double[] counts) {
        this.classes = classes;
        this.counts = counts;
    }

    /**
     * @param counts {@code [K, K]} in row-major order: row the class, column the prediction
     * @throws IllegalArgumentException for a number of counts that is not a square
     */
    public static Confusion of(double[] counts) {
        int classes = (int) Math.round(Math.sqrt(counts.length));
        if (classes * classes != counts.length) {
            throw new IllegalArgumentException("expected K * K counts but got " + counts.length + " in Confusion");
        }
        return new Confusion(classes, counts.clone());
    }

    /**
     * @param actual classes from 0 to {@code classes - 1}
     * @param predicted as many
     * @throws IllegalArgumentException for unequal lengths and classes out of range
     */
    public static Confusion of(int[] actual, int[] predicted, int classes) {
        if (actual.length != predicted.length) {
            throw new IllegalArgumentException("expected as many predictions as the " + actual.length
                    + " classes but got " + predicted.length + " in Confusion");
        }
        double[] counts = new double[Math.multiplyExact(classes, classes)];
        for (int i = 0; i < actual.length; i++) {
            counts[inRange(actual[i], classes, i) * classes + inRange(predicted[i], classes, i)]++;
        }
        return new Confusion(classes, counts);
    }

    private static int inRange(int label, int classes, int row) {
        if (label < 0 || label >= classes) {
            throw new IllegalArgumentException("expected classes from 0 to " + (classes - 1) + " but got " + label
                    + " in row " + row + " of Confusion");
        }
        return label;
    }

    /** K. */
    public int classes() {
        return classes;
    }

    /** The weight of the rows of class {@code actual} that were predicted as {@code predicted}. */
    public double count(int actual, int predicted) {
        return counts[actual * classes + predicted];
    }

    /** The weight of all rows. */
    public double total() {
        return sum(this::support);
    }

    /** The weight of the rows of a class. */
    public double support(int of) {
        return sum(predicted -> count(of, predicted));
    }

    /** The weight of the rows that were predicted as a class. */
    public double predictedAs(int of) {
        return sum(actual -> count(actual, of));
    }

    private double sum(IntToDoubleFunction part) {
        double sum = 0;
        for (int i = 0; i < classes; i++) {
            sum += part.applyAsDouble(i);
        }
        return sum;
    }

    /** The share of rows that were predicted as their class. */
    public double accuracy() {
        return sum(k -> count(k, k)) / total();
    }

    /** Of the rows predicted as a class, the share that is of it; 0 where there are none. */
    public double precision(int of) {
        return share(count(of, of), predictedAs(of));
    }

    /** Of the rows of a class, the share that was predicted as it; 0 where there are none. */
    public double recall(int of) {
        return share(count(of, of), support(of));
    }

    /** The harmonic mean of precision and recall; 0 where a class does not occur. */
    public double f1(int of) {
        return share(2 * count(of, of), support(of) + predictedAs(of));
    }

    private static double share(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }

    /** {@code [K][K]}, row the class: each row's counts as shares of it, 0 for a class without rows. */
    public double[][] sharesOfActual() {
        return shares((actual, predicted) -> support(actual));
    }

    /** {@code [K][K]}, row the class: each column's counts as shares of it, 0 for a class that is never predicted. */
    public double[][] sharesOfPredicted() {
        return shares((actual, predicted) -> predictedAs(predicted));
    }

    /** {@code [K][K]}, row the class: the counts as shares of all rows, 0 where there are none. */
    public double[][] sharesOfTotal() {
        double total = total();
        return shares((actual, predicted) -> total);
    }

    private double[][] shares(Whole whole) {
        double[][] shares = new double[classes][classes];
        for (int actual = 0; actual < classes; actual++) {
            for (int predicted = 0; predicted < classes; predicted++) {
                shares[actual][predicted] = share(count(actual, predicted), whole.of(actual, predicted));
            }
        }
        return shares;
    }

    /** What a count is a share of. */
    @FunctionalInterface
    private interface Whole {
        double of(int actual, int predicted);
    }

    /** Whether a class occurs, in targets or predictions. */
    public boolean occurs(int of) {
        return support(of) + predictedAs(of) > 0;
    }

    /**
     * One number for all classes; NaN where there are no rows.
     *
     * @param score of a class: {@link #precision}, {@link #recall} or {@link #f1}
     */
    public double average(Average average, IntToDoubleFunction score) {
        switch (average) {
            case MACRO:
                return sum(k -> occurs(k) ? score.applyAsDouble(k) : 0) / sum(k -> occurs(k) ? 1 : 0);
            case MICRO:
                return accuracy();
            case WEIGHTED:
                return sum(k -> support(k) * score.applyAsDouble(k)) / total();
        }
        throw new AssertionError(average);
    }
}
