package dev.hebb.experiment.report;

import dev.hebb.data.Table;
import dev.hebb.metric.RegressionScores;
import dev.hebb.train.Figures;
import dev.hebb.train.History;
import dev.hebb.train.StopReason;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Made-up runs. */
final class Runs {
    private static final int SEED = 7;

    private Runs() {}

    /** A history whose loss falls and whose validation loss turns at three quarters. */
    static History history(int epochs, String metric) {
        List<Figures> figures = new ArrayList<>();
        for (int i = 0; i < epochs; i++) {
            double loss = 0.05 + 2.2 * Math.exp(-i / 6.0);
            double turn = Math.max(0, i - 0.75 * epochs);
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("loss", loss);
            values.put(metric, 1 - loss / 3);
            values.put("val_loss", loss + 0.05 + 0.01 * turn * turn);
            values.put("val_" + metric, 0.97 - loss / 3 - 0.001 * turn);
            figures.add(new Figures(values));
        }
        return new History(figures, StopReason.COMPLETED, epochs * 20L, 0.31 * epochs);
    }

    /** Rows of which most are predicted right, with a bias towards the next class. */
    static ClassPredictions classes(List<String> names, int rows) {
        Random random = new Random(SEED);
        int[] actual = new int[rows];
        double[][] probabilities = new double[rows][names.size()];
        for (int i = 0; i < rows; i++) {
            actual[i] = random.nextInt(names.size());
            double sum = 0;
            for (int k = 0; k < names.size(); k++) {
                boolean isNext = k == (actual[i] + 1) % names.size();
                double logit = random.nextGaussian() + (k == actual[i] ? 3 : isNext ? 1 : 0);
                probabilities[i][k] = Math.exp(logit);
                sum += probabilities[i][k];
            }
            for (int k = 0; k < names.size(); k++) {
                probabilities[i][k] /= sum;
            }
        }
        return new ClassPredictions(names, actual, probabilities);
    }

    static RunSummary classification(List<String> names, int rows) {
        ClassPredictions predictions = classes(names, rows);
        Map<String, Double> scores = new LinkedHashMap<>();
        scores.put("loss", 0.4123456);
        scores.put("accuracy", predictions.confusion().accuracy());
        scores.put("f1_macro", 0.7812345);
        List<BaselineScores> baselines = List.of(
                new BaselineScores(BaselineScores.Kind.CONSTANT, names.get(0), Map.of("accuracy", 0.125)),
                new BaselineScores(
                        BaselineScores.Kind.LINEAR, "", Map.of("loss", 0.61, "accuracy", 0.7011, "f1_macro", 0.69)));
        Outcome outcome = new Outcome(scores, "accuracy", predictions, baselines);
        int[] held = predictions.actual();
        int[] train = IntStream.range(0, 4 * rows).map(i -> i % names.size()).toArray();
        List<ClassCount> counts = ClassCount.of(names, train, Arrays.copyOf(train, rows / 2 + 1), held);
        return run("clothes", data(counts, "label", rows), history(40, "accuracy"), outcome);
    }

    /** The same run with another outcome. */
    static RunSummary with(RunSummary run, Outcome outcome) {
        return new RunSummary(
                run.title(),
                run.when(),
                run.spec(),
                run.data(),
                run.history(),
                outcome,
                run.model(),
                run.machine(),
                run.timing(),
                run.notices(),
                run.warnings(),
                run.commands());
    }

    static TargetValues target(String name, int rows, double scale) {
        Random random = new Random(SEED);
        double[] actual = random.doubles(rows, 10 * scale, 45 * scale).toArray();
        double[] predicted = Arrays.stream(actual)
                .map(y -> y + scale * 2 * random.nextGaussian())
                .toArray();
        return new TargetValues(name, actual, predicted);
    }

    static RunSummary regression(TargetValues... targets) {
        Optional<RegressionScores> own = targets[0].scores();
        Map<String, Double> scores = new LinkedHashMap<>();
        scores.put("loss", 0.1234567);
        scores.put("mae", own.map(RegressionScores::meanAbsoluteError).orElse(Double.NaN));
        scores.put("rmse", own.map(RegressionScores::rootMeanSquaredError).orElse(Double.NaN));
        scores.put("r2", own.map(RegressionScores::r2).orElse(Double.NaN));
        List<BaselineScores> baselines = List.of(
                new BaselineScores(
                        BaselineScores.Kind.CONSTANT, "the mean", Map.of("mae", 8.8, "rmse", 10.1, "r2", -0.001)),
                new BaselineScores(BaselineScores.Kind.LINEAR, "", Map.of("mae", 2.5, "rmse", 3.25, "r2", 0.85)));
        Outcome outcome = new Outcome(scores, "rmse", new TargetPredictions(List.of(targets)), baselines);
        return run("cars", data(List.of(), targets[0].name(), 100), history(60, "mae"), outcome);
    }

    private static DataProfile data(List<ClassCount> counts, String target, int rows) {
        double[] size = new Random(SEED).doubles(rows, 0, 5000).toArray();
        size[3] = Double.NaN;
        String[] colour = IntStream.range(0, rows)
                .mapToObj(i -> i % 9 == 0 ? "" : i % 2 == 0 ? "red" : "light blue")
                .toArray(String[]::new);
        String[] name = IntStream.range(0, rows).mapToObj(i -> "thing " + i).toArray(String[]::new);
        Table table = Table.ofRows(rows)
                .with("size (mm)", size)
                .with("colour", colour)
                .with("name", name)
                .with(target, new double[rows]);
        List<ColumnUse> uses = List.of(
                ColumnUse.of(target, ColumnUse.Role.TARGET),
                ColumnUse.of("size (mm)", ColumnUse.Role.NUMERIC),
                ColumnUse.of("colour", ColumnUse.Role.CATEGORICAL),
                ColumnUse.dropped("name", "a text with more than 50 different values"));
        return DataProfile.of(table, uses, new RowCounts(rows * 5 + 3, 3, rows * 4 - rows / 2, rows / 2, rows), counts);
    }

    private static RunSummary run(String title, DataProfile data, History history, Outcome outcome) {
        return new RunSummary(
                title,
                ZonedDateTime.of(2026, 11, 21, 14, 5, 0, 0, ZoneOffset.UTC),
                "hebb: 1\ntask: classification\nseed: 1\ndata:\n  file: clothes.csv\n  target: label\n",
                data,
                history,
                outcome,
                new ModelProfile("""
                        Layer      Type   Rows    Parameters
                        dense      Dense  [64]         1,088
                        dense_1    Dense  [10]           650
                        """, 1738, "reference", "CPU"),
                new Machine("Made-up processor", 8, 17_179_869_184L, "Linux 6 amd64", "17.0.1"),
                new Timing(14.2, 123_456.7),
                List.of("Column 'name' has 1,000 different texts and is left out."),
                List.of("Class 'bag' has only 8 held-out rows: its figures are rough; hold out more rows."),
                List.of("hebb train runs/clothes-001/spec.yaml", "hebb evaluate runs/clothes-001"));
    }
}
