package dev.hebb.experiment;

import dev.hebb.data.Dataset;
import dev.hebb.data.Order;
import dev.hebb.data.Targets;
import dev.hebb.experiment.report.ClassPredictions;
import dev.hebb.experiment.report.Predictions;
import dev.hebb.experiment.report.TargetPredictions;
import dev.hebb.experiment.report.TargetValues;
import dev.hebb.experiment.spec.Task;
import dev.hebb.metric.ClassificationScores;
import dev.hebb.metric.RegressionScores;
import dev.hebb.model.Attachment;
import dev.hebb.model.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How well predictions of some rows are. The loss is the network's own, on scaled targets where they are scaled; all other figures are computed in double
 * precision from what was predicted, regression's in the targets' own units.
 *
 * @param scores by name, {@code loss} first where there is one
 * @param predictions of every row, beside what is true
 */
public record Evaluation(Map<String, Double> scores, Predictions predictions) {
    static final String LOSS = "loss";
    private static final String METRICS = "metrics";
    private static final Pattern TOP = Pattern.compile("top_(\\d+)_accuracy");
    private static final String ROOT_MEAN_SQUARED = "rmse";
    private static final String MEAN_SQUARED = "mse";

    public Evaluation {
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
    }

    /** Keeps the names of the figures with a model, so that {@link #of(Model, Dataset)} gives the same later. */
    static Attachment withMetrics(Attachment attachment, List<String> names) {
        Map<String, String> notes = new LinkedHashMap<>(attachment.notes());
        notes.put(METRICS, String.join(",", names));
        return attachment.withNotes(notes);
    }

    /**
     * Scores a model that {@link Experiment} made.
     *
     * @param rows prepared, with targets
     */
    public static Evaluation of(Model model, Dataset rows) {
        Targets targets = model.attachment().targets();
        Task task = targets.areClasses() ? Task.CLASSIFICATION : Task.REGRESSION;
        String names = model.attachment().notes().getOrDefault(METRICS, String.join(",", task.defaultMetrics()));
        double loss = model.evaluate(rows).get(LOSS);
        return ofPredictions(targets, rows, outputs(model, rows), Arrays.asList(names.split(",")))
                .withLoss(loss);
    }

    private Evaluation withLoss(double loss) {
        Map<String, Double> all = new LinkedHashMap<>(Map.of(LOSS, loss));
        all.putAll(scores);
        return new Evaluation(all, predictions);
    }

    /** {@code [rows][outputs]}, as the network gives them. */
    private static double[][] outputs(Model model, Dataset rows) {
        Map<String, INDArray> predictions = model.predict(rows);
        double[][] copy = new double[rows.rows()][];
        try (INDArray only = predictions.values().iterator().next()) {
            double[] all = only.ravel().toDoubleVector();
            int width = all.length / copy.length;
            for (int row = 0; row < copy.length; row++) {
                copy[row] = Arrays.copyOfRange(all, row * width, (row + 1) * width);
            }
        }
        return copy;
    }

    /** @param predictions {@code [rows][outputs]}, numbers still scaled; changed */
    static Evaluation ofPredictions(Targets targets, Dataset rows, double[][] predictions, List<String> names) {
        if (targets.areClasses()) {
            int[] actual = classes(rows);
            ClassificationScores scores = ClassificationScores.of(actual, predictions);
            return new Evaluation(
                    named(names, name -> figure(scores, name)),
                    new ClassPredictions(targets.classes(), actual, predictions));
        }
        double[][] actual = numbers(targets, rows);
        Arrays.stream(predictions).forEach(targets::restore);
        List<RegressionScores> columns = new ArrayList<>();
        List<TargetValues> values = new ArrayList<>();
        for (int i = 0; i < targets.names().size(); i++) {
            TargetValues column = new TargetValues(targets.names().get(i), column(actual, i), column(predictions, i));
            values.add(column);
            columns.add(RegressionScores.of(column.actual(), column.predicted()));
        }
        return new Evaluation(named(names, name -> mean(columns, name)), new TargetPredictions(values));
    }

    private static double figure(ClassificationScores scores, String name) {
        Matcher top = TOP.matcher(name);
        return top.matches()
                ? scores.topK(Math.min(Integer.parseInt(top.group(1)), scores.classes()))
                : scores.all().getOrDefault(name, Double.NaN);
    }

    private static Map<String, Double> named(List<String> names, ToDoubleFunction<String> figure) {
        Map<String, Double> scores = new LinkedHashMap<>();
        names.forEach(name -> scores.put(name, figure.applyAsDouble(name)));
        return scores;
    }

    /** The mean over the columns; of the root of squares the root of the mean. */
    private static double mean(List<RegressionScores> columns, String name) {
        boolean isRoot = name.equals(ROOT_MEAN_SQUARED);
        double mean = columns.stream()
                .mapToDouble(scores -> scores.all().getOrDefault(isRoot ? MEAN_SQUARED : name, Double.NaN))
                .average()
                .orElse(Double.NaN);
        return isRoot ? Math.sqrt(mean) : mean;
    }

    private static double[] column(double[][] rows, int column) {
        return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
    }

    static int[] classes(Dataset rows) {
        int[] classes = new int[rows.rows()];
        rows.targets().get(0).gather(Order.ascending(classes.length), 0, classes.length, classes);
        return classes;
    }

    /** {@code [rows][columns]}, in the targets' own units. */
    static double[][] numbers(Targets targets, Dataset rows) {
        Dataset.Column column = rows.targets().get(0);
        int width = Math.toIntExact(column.rowShape().size());
        double[] flat = new double[rows.rows() * width];
        column.gather(Order.ascending(rows.rows()), 0, rows.rows(), flat);
        double[][] numbers = new double[rows.rows()][];
        for (int row = 0; row < numbers.length; row++) {
            numbers[row] = Arrays.copyOfRange(flat, row * width, (row + 1) * width);
            targets.restore(numbers[row]);
        }
        return numbers;
    }
}
