package dev.hebb.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The scores of all rows of a classification at once, also those that do not add up over batches, in float64. Immutable.
 *
 * <p>What needs rows of a class and of others, as the area under a ROC curve, is NaN where there are none; so is a mean over classes with one such class.
 */
public final class ClassificationScores {
    private final int[] actual;
    private final double[][] probabilities;
    private final int[] predicted;
    private final Confusion confusion;

    private ClassificationScores(int[] actual, double[][] probabilities) {
        this.actual = actual;
        this.probabilities = probabilities;
        this.predicted = IntStream.range(0, actual.length)
                .map(row -> firstLargest(probabilities[row]))
                .toArray();
        this.confusion = Confusion.of(actual, predicted, probabilities[0].length);
    }

    /**
     * @param actual classes from 0 to K - 1
     * @param probabilities {@code [rows][K]}, K of 2 or more, each from 0 to 1; rows are not scaled to a sum of 1
     * @throws IllegalArgumentException for no rows, unequal lengths, classes out of range and what is no probability
     */
    public static ClassificationScores of(int[] actual, double[][] probabilities) {
        if (actual.length == 0 || probabilities.length != actual.length) {
            throw new IllegalArgumentException("expected as many rows of probabilities as classes, 1 or more, but got "
                    + probabilities.length + " for " + actual.length + " in ClassificationScores");
        }
        double[][] copy = new double[actual.length][];
        int classes = probabilities[0].length;
        for (int row = 0; row < copy.length; row++) {
            copy[row] = checked(probabilities[row], classes, row);
        }
        return new ClassificationScores(actual.clone(), copy);
    }

    private static double[] checked(double[] row, int classes, int index) {
        if (classes < 2 || row.length != classes) {
            throw new IllegalArgumentException("expected " + Math.max(2, classes) + " probabilities but got "
                    + row.length + " in row " + index + " of ClassificationScores");
        }
        for (double p : row) {
            boolean isProbability = p >= 0 && p <= 1;
            if (!isProbability) {
                throw new IllegalArgumentException("expected probabilities from 0 to 1 but got " + p + " in row "
                        + index + " of ClassificationScores; apply softmax to logits");
            }
        }
        return row.clone();
    }

    private static int firstLargest(double[] row) {
        int largest = 0;
        for (int k = 1; k < row.length; k++) {
            largest = row[k] > row[largest] ? k : largest;
        }
        return largest;
    }

    public int rows() {
        return actual.length;
    }

    /** K. */
    public int classes() {
        return confusion.classes();
    }

    /** The class of each row's largest probability, the first of equal ones. */
    public int[] predicted() {
        return predicted.clone();
    }

    public Confusion confusion() {
        return confusion;
    }

    /** The share of rows whose class is right. */
    public double accuracy() {
        return confusion.accuracy();
    }

    /** As {@link LogLoss}. */
    public double logLoss() {
        return mean(row -> -Math.log(LogLoss.clipped(probabilities[row][actual[row]])));
    }

    /** As {@link Brier}. */
    public double brier() {
        return mean(this::brierOfRow);
    }

    private double brierOfRow(int row) {
        double sum = 0;
        for (int k = classes() == 2 ? 1 : 0; k < classes(); k++) {
            double error = probabilities[row][k] - (actual[row] == k ? 1 : 0);
            sum += error * error;
        }
        return sum;
    }

    /**
     * As {@link TopKAccuracy}.
     *
     * @throws IllegalArgumentException for a number below 1 or above K
     */
    public double topK(int k) {
        if (k < 1 || k > classes()) {
            throw new IllegalArgumentException(
                    "expected a number from 1 to " + classes() + " but got " + k + " in topK of ClassificationScores");
        }
        return mean(row -> rivals(row) < k ? 1 : 0);
    }

    private long rivals(int row) {
        double own = probabilities[row][actual[row]];
        return IntStream.range(0, classes())
                .filter(k -> k != actual[row] && probabilities[row][k] >= own)
                .count();
    }

    private double mean(IntToDoubleFunction ofRow) {
        return IntStream.range(0, rows()).mapToDouble(ofRow).sum() / rows();
    }

    /**
     * Of a class against the others, by its probability.
     *
     * @throws IllegalArgumentException for a class out of range
     */
    public RocCurve rocCurve(int ofClass) {
        return RocCurve.of(ranking(ofClass));
    }

    /**
     * Of a class against the others, by its probability.
     *
     * @throws IllegalArgumentException for a class out of range
     */
    public PrecisionRecallCurve precisionRecallCurve(int ofClass) {
        return PrecisionRecallCurve.of(ranking(ofClass));
    }

    private Ranking ranking(int ofClass) {
        if (ofClass < 0 || ofClass >= classes()) {
            throw new IllegalArgumentException("expected a class from 0 to " + (classes() - 1) + " but got " + ofClass
                    + " in ClassificationScores");
        }
        boolean[] isPositive = new boolean[rows()];
        double[] scores = new double[rows()];
        for (int row = 0; row < rows(); row++) {
            isPositive[row] = actual[row] == ofClass;
            scores[row] = probabilities[row][ofClass];
        }
        return Ranking.of(isPositive, scores);
    }

    /**
     * {@link RocCurve#area()} of a class against the others; NaN where there are no rows of the class or none of another.
     *
     * @throws IllegalArgumentException for a class out of range
     */
    public double rocAuc(int ofClass) {
        return rocCurve(ofClass).area();
    }

    /**
     * {@link PrecisionRecallCurve#averagePrecision()} of a class against the others; NaN where there are no rows of the class.
     *
     * @throws IllegalArgumentException for a class out of range
     */
    public double averagePrecision(int ofClass) {
        return precisionRecallCurve(ofClass).averagePrecision();
    }

    /** {@link #rocAuc} of class 1 of two classes, the plain mean over the classes of more; NaN where one of them is. */
    public double rocAucMacro() {
        return macro(this::rocAuc);
    }

    /** {@link #averagePrecision(int)} of class 1 of two classes, the plain mean over the classes of more; NaN where one of them is. */
    public double averagePrecisionMacro() {
        return macro(this::averagePrecision);
    }

    private double macro(IntToDoubleFunction ofClass) {
        return classes() == 2
                ? ofClass.applyAsDouble(1)
                : IntStream.range(0, classes()).mapToDouble(ofClass).sum() / classes();
    }

    /** Every figure by the name of its metric; unmodifiable, in a fixed order. */
    public Map<String, Double> all() {
        Map<String, Double> all = new LinkedHashMap<>();
        all.put(Metrics.accuracy().name(), accuracy());
        for (ConfusionMetric metric : ofConfusion()) {
            all.put(metric.name(), metric.figure(confusion));
        }
        all.put(Metrics.logLoss().name(), logLoss());
        all.put(Metrics.brier().name(), brier());
        all.put("roc_auc", rocAucMacro());
        all.put("average_precision", averagePrecisionMacro());
        return Collections.unmodifiableMap(all);
    }

    private static List<ConfusionMetric> ofConfusion() {
        return List.of(
                new BalancedAccuracy(),
                new Precision(Average.MACRO),
                new Precision(Average.MICRO),
                new Precision(Average.WEIGHTED),
                new Recall(Average.MACRO),
                new Recall(Average.MICRO),
                new Recall(Average.WEIGHTED),
                new F1(Average.MACRO),
                new F1(Average.MICRO),
                new F1(Average.WEIGHTED),
                new Matthews(),
                new CohenKappa());
    }
}
