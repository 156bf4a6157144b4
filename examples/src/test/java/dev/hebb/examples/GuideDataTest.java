package dev.hebb.examples;

import static dev.hebb.nn.Activations.relu;
import static dev.hebb.nn.Activations.softmax;
import static dev.hebb.nn.Activations.tanh;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.data.Dataset;
import dev.hebb.data.DiskDataset;
import dev.hebb.data.DiskLayout;
import dev.hebb.data.DiskWriter;
import dev.hebb.data.Folds;
import dev.hebb.data.L2Normalizer;
import dev.hebb.data.LagWindows;
import dev.hebb.data.Preprocessing;
import dev.hebb.data.RowSplit;
import dev.hebb.data.Scaling;
import dev.hebb.data.Table;
import dev.hebb.data.TableStream;
import dev.hebb.data.Targets;
import dev.hebb.data.Unseen;
import dev.hebb.metric.ClassificationScores;
import dev.hebb.metric.Interval;
import dev.hebb.metric.Metrics;
import dev.hebb.metric.RegressionScores;
import dev.hebb.model.Attachment;
import dev.hebb.model.Model;
import dev.hebb.model.Predictor;
import dev.hebb.model.Sequential;
import dev.hebb.model.TablePredictions;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Losses;
import dev.hebb.optim.Adam;
import dev.hebb.shape.Shape;
import dev.hebb.train.Fit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of docs/java-guide.md on data and scores. */
class GuideDataTest {
    private static final Path DATA = Path.of("data");

    @Test
    void aTableIsSplitPreparedLearnedAndPredicted(@TempDir Path folder) {
        Path file = folder.resolve("penguins.safetensors");

        Table table = Table.read(DATA.resolve("penguins.csv"));
        RowSplit split = RowSplit.random(table.rows(), 0.2, 1);
        Table train = table.rows(split.train());
        Table held = table.rows(split.held());

        // Medians, means, categories and classes come from the training rows alone.
        Attachment columns = Attachment.fit(
                Preprocessing.standard().withIndicator(true).withUnseen(Unseen.IGNORE),
                train,
                Targets.classes(train, "species"));
        Attachment.Prepared rows = columns.dataset(train); // rows.notices() says what was imputed

        try (Model model = Sequential.input(columns.features().size())
                .add(Dense.of(16, relu()), Dense.of(3, softmax()))
                .seed(1)) {
            model.compile(Adam.of(1e-2), Losses.sparseCategoricalCrossEntropy(), Metrics.accuracy());
            model.attach(columns); // saved with the model
            model.fit(rows.data(), Fit.epochs(30).validationSplit(0.1));
            model.save(file);
        }

        try (Predictor predictor = Predictor.load(file)) {
            TablePredictions predictions = predictor.predict(held.drop("species"));
            String first = predictions.label(0);
            double[] probabilities = predictions.values()[0];

            int[] actual = columns.targets().classNumbers(held);
            ClassificationScores scores = ClassificationScores.of(actual, predictions.values());
            Interval likely = Interval.wilson(scores.accuracy() * actual.length, actual.length, 0.95);

            assertTrue(columns.targets().classes().contains(first));
            assertEquals(3, probabilities.length);
            assertTrue(scores.accuracy() > 0.9, "" + scores.all());
            assertTrue(likely.low() < scores.accuracy() && likely.high() <= 1);
        }
    }

    @Test
    void numbersArePredictedInTheirOwnUnit() {
        Table table = Table.read(DATA.resolve("weather.csv"));
        RowSplit split = RowSplit.random(table.rows(), 0.2, 1);
        Table train = table.rows(split.train());
        Table held = table.rows(split.held());

        Attachment columns = Attachment.fit(
                Preprocessing.standard(), train, Targets.numbers(train, List.of("temp_max"), Scaling.STANDARD));

        try (Model model = Sequential.input(columns.features().size())
                .add(Dense.of(16, relu()), Dense.of(1))
                .seed(1)) {
            model.compile(Adam.of(1e-2), Losses.meanSquaredError());
            model.attach(columns);
            model.fit(columns.dataset(train).data(), Fit.epochs(10));
            try (Predictor predictor = model.predictor()) {
                double[] predicted = Arrays.stream(predictor.predict(held).values())
                        .mapToDouble(row -> row[0]) // degrees again, not scaled numbers
                        .toArray();
                RegressionScores scores = RegressionScores.of(held.numeric("temp_max"), predicted);

                assertTrue(scores.r2() > 0.8, "" + scores.all());
            }
        }
    }

    @Test
    void crossValidationHoldsEveryRowOutOnce() {
        Table table = Table.read(DATA.resolve("iris.csv"));
        int[] classes = Targets.classes(table, "species").classNumbers(table);

        List<Double> accuracies = new ArrayList<>();
        for (RowSplit fold : Folds.stratified(classes, 5, 1)) {
            Table train = table.rows(fold.train());
            Attachment columns = Attachment.fit(Preprocessing.standard(), train, Targets.classes(train, "species"));
            try (Model model = Sequential.input(4)
                    .add(Dense.of(16, tanh()), Dense.of(3, softmax()))
                    .seed(1)) {
                model.compile(Adam.of(1e-2), Losses.sparseCategoricalCrossEntropy(), Metrics.accuracy());
                model.fit(columns.dataset(train).data(), Fit.epochs(30));
                Dataset held = columns.dataset(table.rows(fold.held())).data();
                accuracies.add(model.evaluate(held).get("accuracy"));
            }
        }

        assertEquals(5, accuracies.size());
        assertTrue(accuracies.stream().allMatch(accuracy -> accuracy > 0.8), accuracies::toString);
    }

    @Test
    void groupsStayTogether() {
        Table table = Table.read(DATA.resolve("weather.csv"));

        // All rows of a place are on the same side, so the scores are those for places never seen.
        RowSplit split = RowSplit.grouped(table.text("location"), 0.5, 1);

        String[] places = table.text("location");
        Set<String> train = new java.util.HashSet<>();
        Arrays.stream(split.train()).forEach(row -> train.add(places[row]));
        assertTrue(Arrays.stream(split.held()).noneMatch(row -> train.contains(places[row])));
    }

    @Test
    void rowsAreTransformed() {
        double[][] x = {{3, 4}, {6, 8}};

        Attachment unitLength = Attachment.of(new L2Normalizer());
        double[] prepared = unitLength.prepare(new double[] {3, 4}); // 0.6, 0.8
        Dataset rows = unitLength.prepare(Dataset.of(x));

        assertEquals(0.8, prepared[1], 1e-12);
        assertEquals(2, rows.rows());
    }

    @Test
    void windowsTellTheNextValue() {
        double[] series = new double[300];
        for (int t = 0; t < series.length; t++) {
            series[t] = Math.sin(t / 5.0);
        }

        LagWindows windows = LagWindows.of(8); // 8 values tell the next one; .horizon(3) the third after them
        Dataset data = windows.dataset(series);
        try (Model model =
                Sequential.input(8).add(Dense.of(16, tanh()), Dense.of(1)).seed(1)) {
            model.compile(Adam.of(1e-2), Losses.meanSquaredError());
            model.fit(data, Fit.epochs(20).validationSplit(0.2)); // the last windows validate
            try (Predictor predictor = model.predictor()) {
                double[] latest = windows.next(series);
                double next = predictor.predict(Dataset.of(new double[][] {latest})).values().stream()
                        .mapToDouble(array -> array.getDouble(0))
                        .sum();

                assertEquals(Math.sin(300 / 5.0), next, 0.2);
            }
        }
    }

    @Test
    void aTableOfAnyLengthIsLearnedFromDisk(@TempDir Path folder) {
        Path csv = DATA.resolve("letter.csv.gz");
        Path rows = folder.resolve("letter.rows");

        // The first rows tell how to prepare all of them; then every chunk is prepared and written.
        Attachment columns;
        try (TableStream stream = TableStream.open(csv, Table.MISSING_MARKS, numbers(csv), Set.of("lettr"))) {
            Table first = stream.next(5_000).orElseThrow().table();
            columns = Attachment.fit(Preprocessing.standard(), first, Targets.classes(first, "lettr"));
        }
        try (TableStream stream = TableStream.open(csv, Table.MISSING_MARKS, numbers(csv), Set.of("lettr"));
                DiskWriter writer = DiskDataset.writer(rows, DiskLayout.classes(Shape.of(16)))) {
            for (Optional<TableStream.Chunk> chunk = stream.next(1_000);
                    chunk.isPresent();
                    chunk = stream.next(1_000)) {
                writer.addAll(columns.dataset(chunk.get().table()).data());
            }
            writer.finish().close();
        }

        // Batches are read from the file, the next one while this one is computed.
        try (DiskDataset data = DiskDataset.open(rows);
                Model model = Sequential.input(16)
                        .add(Dense.of(64, relu()), Dense.of(26, softmax()))
                        .seed(1)) {
            model.compile(Adam.of(2e-3), Losses.sparseCategoricalCrossEntropy(), Metrics.accuracy());
            model.fit(data, Fit.epochs(3).batchSize(256));

            assertEquals(20_000, data.rows());
            assertTrue(model.evaluate(data).get("accuracy") > 0.5);
        }
    }

    private static Set<String> numbers(Path csv) {
        try (TableStream header = TableStream.open(csv, Set.of(), Set.of(), Set.of())) {
            Set<String> names = new java.util.LinkedHashSet<>(header.columns());
            names.remove("lettr");
            return names;
        }
    }
}
