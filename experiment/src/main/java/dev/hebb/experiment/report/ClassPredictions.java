package dev.hebb.experiment.report;

import dev.hebb.metric.ClassificationScores;
import dev.hebb.metric.Confusion;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The classes of the held-out rows, and how likely the model finds each class.
 *
 * @param classes their names, {@code [K]}, 2 or more
 * @param actual the class of each row, {@code [rows]}, from 0 to K - 1
 * @param probabilities {@code [rows][K]}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ClassPredictions(List<String> classes, int[] actual, double[][] probabilities) implements Predictions {
    /** @throws IllegalArgumentException for unequal lengths and classes out of range */
    public ClassPredictions {
        classes = List.copyOf(classes);
        actual = actual.clone();
        probabilities = copy(probabilities);
        if (actual.length != probabilities.length) {
            throw new IllegalArgumentException("expected as many predictions as the " + actual.length
                    + " held-out rows but got " + probabilities.length);
        }
        for (int row = 0; row < actual.length; row++) {
            if (actual[row] < 0 || actual[row] >= classes.size() || probabilities[row].length != classes.size()) {
                throw new IllegalArgumentException("expected a class below " + classes.size()
                        + " and as many probabilities but got class " + actual[row] + " and "
                        + probabilities[row].length + " probabilities in held-out row " + row);
            }
        }
    }

    private static double[][] copy(double[][] rows) {
        double[][] copy = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            copy[i] = rows[i].clone();
        }
        return copy;
    }

    @Override
    public int rows() {
        return actual.length;
    }

    @Override
    public int[] actual() {
        return actual.clone();
    }

    @Override
    public double[][] probabilities() {
        return copy(probabilities);
    }

    /** The most likely class of each row, the first of equals. */
    public int[] predicted() {
        int[] predicted = new int[actual.length];
        for (int row = 0; row < predicted.length; row++) {
            for (int k = 1; k < classes.size(); k++) {
                predicted[row] = probabilities[row][k] > probabilities[row][predicted[row]] ? k : predicted[row];
            }
        }
        return predicted;
    }

    /** The scores of all rows; empty where there are none, or a probability is no number. */
    public Optional<ClassificationScores> scores() {
        boolean areNumbers =
                Arrays.stream(probabilities).flatMapToDouble(Arrays::stream).noneMatch(Double::isNaN);
        return rows() > 0 && areNumbers
                ? Optional.of(ClassificationScores.of(actual, probabilities))
                : Optional.empty();
    }

    public Confusion confusion() {
        return Confusion.of(actual, predicted(), classes.size());
    }
}
