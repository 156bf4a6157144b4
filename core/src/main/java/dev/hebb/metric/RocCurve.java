package dev.hebb.metric;

import java.util.List;

/**
 * How many rows of a class are found at each price in false alarms, one point per threshold, from the strictest on.
 *
 * <p>Formula: a row counts as the class where its score is at least the threshold. The first point is (0, 0) at the threshold infinity. Points on a straight
 * line between their neighbours are left out, as scikit-learn does by default; the area is the same without them.
 * <br>Range: rates in [0, 1]; NaN where there are no rows to find, or none to mistake.
 * <br>Source: Fawcett, "An introduction to ROC analysis", Pattern Recognition Letters 27, 2006.
 *
 * @param falsePositiveRates of the rows of other classes, the share above the threshold; never falling
 * @param truePositiveRates of the rows of the class, the share above the threshold; never falling
 * @param thresholds falling
 */
public record RocCurve(List<Double> falsePositiveRates, List<Double> truePositiveRates, List<Double> thresholds) {
    /** @throws IllegalArgumentException for lists of unequal lengths and of no points */
    public RocCurve {
        int points = thresholds.size();
        if (points == 0 || falsePositiveRates.size() != points || truePositiveRates.size() != points) {
            throw new IllegalArgumentException(
                    "expected as many rates as thresholds, 1 or more, but got " + falsePositiveRates.size() + " and "
                            + truePositiveRates.size() + " for " + points + " in RocCurve");
        }
        falsePositiveRates = List.copyOf(falsePositiveRates);
        truePositiveRates = List.copyOf(truePositiveRates);
        thresholds = List.copyOf(thresholds);
    }

    /**
     * @param isPositive whether each row is of the class
     * @param scores as many, more for the class; none NaN
     * @throws IllegalArgumentException for unequal lengths, no rows and a score that is NaN
     */
    public static RocCurve of(boolean[] isPositive, double[] scores) {
        return of(Ranking.of(isPositive, scores));
    }

    static RocCurve of(Ranking ranking) {
        int[] corners = ranking.corners();
        Double[] falseRates = new Double[corners.length + 1];
        Double[] trueRates = new Double[corners.length + 1];
        Double[] thresholds = new Double[corners.length + 1];
        // An empty class divides 0 by 0, so that its rates are NaN from the first point on.
        falseRates[0] = 0.0 / ranking.negatives();
        trueRates[0] = 0.0 / ranking.positives();
        thresholds[0] = Double.POSITIVE_INFINITY;
        for (int i = 0; i < corners.length; i++) {
            falseRates[i + 1] = (double) ranking.falsePositives(corners[i]) / ranking.negatives();
            trueRates[i + 1] = (double) ranking.truePositives(corners[i]) / ranking.positives();
            thresholds[i + 1] = ranking.threshold(corners[i]);
        }
        return new RocCurve(List.of(falseRates), List.of(trueRates), List.of(thresholds));
    }

    /**
     * The area under the curve: how likely a row of the class scores above one of another, equal scores counting half. In [0, 1]; NaN where there are no
     * rows of the class or none of another.
     */
    public double area() {
        double area = 0;
        for (int i = 1; i < thresholds.size(); i++) {
            double width = falsePositiveRates.get(i) - falsePositiveRates.get(i - 1);
            area += width * (truePositiveRates.get(i) + truePositiveRates.get(i - 1)) / 2;
        }
        return area;
    }
}
