package dev.hebb.metric;

import java.util.List;

/**
 * Precision against recall of a class, one point per threshold, from the loosest on; scikit-learn's points.
 *
 * <p>Formula: a row counts as the class where its score is at least the threshold. The last point is precision 1 at recall 0, which has no threshold: there is
 * one threshold fewer than points.
 * <br>Range [0, 1]; recall is NaN where there are no rows of the class.
 *
 * @param precision of the rows above the threshold, the share that is of the class
 * @param recall of the rows of the class, the share above the threshold; never rising
 * @param thresholds the different scores, rising
 */
public record PrecisionRecallCurve(List<Double> precision, List<Double> recall, List<Double> thresholds) {
    /** @throws IllegalArgumentException for lists that are not of one more point than thresholds */
    public PrecisionRecallCurve {
        if (precision.size() != thresholds.size() + 1 || recall.size() != thresholds.size() + 1) {
            throw new IllegalArgumentException("expected one point more than the " + thresholds.size()
                    + " thresholds but got " + precision.size() + " of precision and " + recall.size()
                    + " of recall in PrecisionRecallCurve");
        }
        precision = List.copyOf(precision);
        recall = List.copyOf(recall);
        thresholds = List.copyOf(thresholds);
    }

    /**
     * @param isPositive whether each row is of the class
     * @param scores as many, more for the class; none NaN
     * @throws IllegalArgumentException for unequal lengths, no rows and a score that is NaN
     */
    public static PrecisionRecallCurve of(boolean[] isPositive, double[] scores) {
        return of(Ranking.of(isPositive, scores));
    }

    static PrecisionRecallCurve of(Ranking ranking) {
        int count = ranking.size();
        Double[] precision = new Double[count + 1];
        Double[] recall = new Double[count + 1];
        Double[] thresholds = new Double[count];
        for (int i = 0; i < count; i++) {
            int from = count - 1 - i;
            double found = ranking.truePositives(from);
            precision[i] = found / (ranking.truePositives(from) + ranking.falsePositives(from));
            recall[i] = found / ranking.positives();
            thresholds[i] = ranking.threshold(from);
        }
        precision[count] = 1.0;
        recall[count] = 0.0 / ranking.positives();
        return new PrecisionRecallCurve(List.of(precision), List.of(recall), List.of(thresholds));
    }

    /** The mean of precision weighted by the rise of recall, without interpolation. In [0, 1]; NaN where there are no rows of the class. */
    public double averagePrecision() {
        double sum = 0;
        for (int i = 0; i < thresholds.size(); i++) {
            sum += (recall.get(i) - recall.get(i + 1)) * precision.get(i);
        }
        return sum;
    }
}
