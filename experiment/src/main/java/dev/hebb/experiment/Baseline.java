package dev.hebb.experiment;

import dev.hebb.data.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the simplest guess scores, to compare a model with: the most frequent class of the training rows, or their mean.
 *
 * @param text one line for people
 * @param centre the mean of the means; 0 for classes
 */
public record Baseline(String text, double centre) {
    static Baseline of(Columns columns, Dataset train, Dataset test) {
        return columns.classes().isEmpty() ? mean(columns, train, test) : majority(columns, train, test);
    }

    private static Baseline majority(Columns columns, Dataset train, Dataset test) {
        int[] counts = new int[columns.classes().size()];
        for (double label : targets(train)) {
            counts[(int) label]++;
        }
        int most = 0;
        for (int i = 1; i < counts.length; i++) {
            most = counts[i] > counts[most] ? i : most;
        }
        int hits = 0;
        double[] labels = targets(test);
        for (double label : labels) {
            hits += label == most ? 1 : 0;
        }
        return new Baseline(
                "Always '" + columns.classes().get(most) + "', the most frequent class, would score: accuracy "
                        + Scores.exact((double) hits / labels.length),
                0);
    }

    private static Baseline mean(Columns columns, Dataset train, Dataset test) {
        int width = columns.targets().size();
        double[] known = targets(train);
        double[] means = new double[width];
        for (int i = 0; i < known.length; i++) {
            means[i % width] += known[i] / train.rows();
        }
        double[] asked = targets(test);
        double squares = 0;
        double distances = 0;
        for (int i = 0; i < asked.length; i++) {
            double error = asked[i] - means[i % width];
            squares += error * error;
            distances += Math.abs(error);
        }
        List<String> texts = new ArrayList<>();
        for (double value : means) {
            texts.add(String.format(Locale.ROOT, "%.6g", value));
        }
        return new Baseline(
                "Always " + String.join(", ", texts) + ", the mean, would score: rmse "
                        + Scores.exact(Math.sqrt(squares / asked.length)) + ", mae "
                        + Scores.exact(distances / asked.length),
                Arrays.stream(means).average().orElse(0));
    }

    /** Row by row. */
    private static double[] targets(Dataset data) {
        Dataset.Column column = data.targets().get(0);
        int[] rows = new int[data.rows()];
        Arrays.setAll(rows, i -> i);
        double[] values =
                new double[rows.length * Math.toIntExact(column.rowShape().size())];
        column.gather(rows, 0, rows.length, values);
        return values;
    }
}
