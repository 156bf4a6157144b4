package dev.hebb.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Rows by falling score: at each different score, how many rows of a class and of others score at least as much. Cost: one sort. */
final class Ranking {
    private final double[] thresholds;
    private final int[] truePositives;
    private final int[] falsePositives;

    private Ranking(double[] thresholds, int[] truePositives, int[] falsePositives) {
        this.thresholds = thresholds;
        this.truePositives = truePositives;
        this.falsePositives = falsePositives;
    }

    static Ranking of(boolean[] isPositive, double[] scores) {
        requireScores(isPositive.length, scores);
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer row) -> scores[row]).reversed())
                .mapToInt(Integer::intValue)
                .toArray();
        double[] thresholds = new double[order.length];
        int[] truePositives = new int[order.length];
        int[] falsePositives = new int[order.length];
        int groups = 0;
        int found = 0;
        for (int i = 0; i < order.length; i++) {
            double score = scores[order[i]];
            found += isPositive[order[i]] ? 1 : 0;
            if (i + 1 == order.length || scores[order[i + 1]] != score) {
                thresholds[groups] = score;
                truePositives[groups] = found;
                falsePositives[groups] = i + 1 - found;
                groups++;
            }
        }
        return new Ranking(
                Arrays.copyOf(thresholds, groups),
                Arrays.copyOf(truePositives, groups),
                Arrays.copyOf(falsePositives, groups));
    }

    private static void requireScores(int rows, double[] scores) {
        if (rows == 0 || scores.length != rows) {
            throw new IllegalArgumentException(
                    "expected as many scores as rows, 1 or more, but got " + scores.length + " for " + rows + " rows");
        }
        for (int row = 0; row < rows; row++) {
            if (Double.isNaN(scores[row])) {
                throw new IllegalArgumentException("expected a score but got NaN in row " + row);
            }
        }
    }

    /** How many different scores there are. */
    int size() {
        return thresholds.length;
    }

    double threshold(int i) {
        return thresholds[i];
    }

    int truePositives(int i) {
        return truePositives[i];
    }

    int falsePositives(int i) {
        return falsePositives[i];
    }

    int positives() {
        return truePositives[size() - 1];
    }

    int negatives() {
        return falsePositives[size() - 1];
    }

    /** The thresholds where the curve of true against false positives turns or changes its pace, with the first and the last one. */
    int[] corners() {
        return IntStream.range(0, size())
                .filter(i -> i == 0 || i == size() - 1 || bends(truePositives, i) || bends(falsePositives, i))
                .toArray();
    }

    private static boolean bends(int[] counts, int i) {
        return counts[i + 1] - counts[i] != counts[i] - counts[i - 1];
    }
}
