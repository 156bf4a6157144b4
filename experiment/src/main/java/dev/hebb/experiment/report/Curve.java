package dev.hebb.experiment.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How a class is told apart from the others, threshold by threshold from the strictest to the loosest.
 *
 * @param x rates
 * @param y rates
 * @param area below the curve: 1 is perfect
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Curve(double[] x, double[] y, double area) {
    /** More points than this do not show in a picture. */
    private static final int MOST_POINTS = 400;

    /** How many rows of the class, and of others, are at or above each threshold; equal scores are one threshold. */
    private record Hits(double[] right, double[] wrong, int count) {
        static Hits of(double[] scores, boolean[] isClass) {
            Integer[] order = IntStream.range(0, scores.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> -scores[i]))
                    .toArray(Integer[]::new);
            double[] right = new double[scores.length + 1];
            double[] wrong = new double[scores.length + 1];
            int count = 1;
            for (int i = 0; i < order.length; i++) {
                boolean isNew = i == 0 || scores[order[i]] != scores[order[i - 1]];
                if (isNew) {
                    right[count] = right[count - 1];
                    wrong[count] = wrong[count - 1];
                    count++;
                }
                right[count - 1] += isClass[order[i]] ? 1 : 0;
                wrong[count - 1] += isClass[order[i]] ? 0 : 1;
            }
            return new Hits(Arrays.copyOf(right, count), Arrays.copyOf(wrong, count), count);
        }
    }

    /**
     * False positive rate against true positive rate.
     *
     * <p>Source: Fawcett, "An introduction to ROC analysis", 2006.
     *
     * @param scores how likely each row is of the class
     * @param isClass whether it is; some are and some are not
     */
    static Curve roc(double[] scores, boolean[] isClass) {
        Hits hits = Hits.of(scores, isClass);
        int last = hits.count() - 1;
        double[] x =
                Arrays.stream(hits.wrong()).map(w -> w / hits.wrong()[last]).toArray();
        double[] y =
                Arrays.stream(hits.right()).map(r -> r / hits.right()[last]).toArray();
        double area = 0;
        for (int i = 1; i < x.length; i++) {
            area += (x[i] - x[i - 1]) * (y[i] + y[i - 1]) / 2;
        }
        return new Curve(x, y, area).thinned();
    }

    /** Recall against precision; the area is the average precision. See {@link #roc}. */
    static Curve precisionRecall(double[] scores, boolean[] isClass) {
        Hits hits = Hits.of(scores, isClass);
        int last = hits.count() - 1;
        double[] x = new double[last];
        double[] y = new double[last];
        double area = 0;
        for (int i = 0; i < last; i++) {
            x[i] = hits.right()[i + 1] / hits.right()[last];
            y[i] = hits.right()[i + 1] / (hits.right()[i + 1] + hits.wrong()[i + 1]);
            area += (x[i] - (i == 0 ? 0 : x[i - 1])) * y[i];
        }
        return new Curve(x, y, area).thinned();
    }

    private Curve thinned() {
        int count = Math.min(x.length, MOST_POINTS);
        if (count == x.length) {
            return this;
        }
        int[] kept = IntStream.range(0, count)
                .map(i -> (int) ((long) i * (x.length - 1) / (count - 1)))
                .toArray();
        return new Curve(
                Arrays.stream(kept).mapToDouble(i -> x[i]).toArray(),
                Arrays.stream(kept).mapToDouble(i -> y[i]).toArray(),
                area);
    }
}
