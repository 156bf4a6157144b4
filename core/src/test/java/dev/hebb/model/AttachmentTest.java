package dev.hebb.model;

import static dev.hebb.nn.Activations.softmax;
import static dev.hebb.nn.Activations.tanh;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.data.DataException;
import dev.hebb.data.Dataset;
import dev.hebb.data.DivideScaler;
import dev.hebb.data.PolynomialFeatures;
import dev.hebb.data.Preprocessing;
import dev.hebb.data.Scaling;
import dev.hebb.data.StandardScaler;
import dev.hebb.data.Table;
import dev.hebb.data.Targets;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Flatten;
import dev.hebb.nn.Losses;
import dev.hebb.optim.Adam;
import dev.hebb.shape.Shape;
import dev.hebb.train.Fit;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Raw rows in, answers in the target's units out. */
class AttachmentTest {
    private static final int ROWS = 60;

    @TempDir
    private Path folder;

    /** Prices that follow from size, kind and day; some sizes are missing. */
    private static Table houses() {
        Random random = new Random(3);
        double[] size = new double[ROWS];
        String[] kind = new String[ROWS];
        String[] day = new String[ROWS];
        double[] price = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            size[i] = 50 + random.nextInt(100);
            kind[i] = List.of("flat", "house", "hut").get(i % 3);
            day[i] = String.format(Locale.ROOT, "2024-%02d-%02d", 1 + i % 12, 1 + i % 28);
            price[i] = 100_000 + 2_000 * size[i] + 50_000 * (i % 3);
        }
        size[7] = Double.NaN;
        return Table.ofRows(ROWS)
                .with("size", size)
                .with("kind", kind)
                .with("day", day)
                .with("price", price);
    }

    private static Model fitted(Table table, Attachment columns, int epochs) {
        Model model = Sequential.input(columns.features().size())
                .add(Dense.of(16, tanh()), Dense.of(1))
                .seed(4);
        model.compile(Adam.of(0.01), Losses.meanSquaredError());
        model.attach(columns);
        model.fit(columns.dataset(table).data(), Fit.epochs(epochs).batchSize(16));
        return model;
    }

    private static double[] column(TablePredictions predictions) {
        return Arrays.stream(predictions.values()).mapToDouble(row -> row[0]).toArray();
    }

    @Test
    void aPredictorTakesRawRowsOfATableAndAnswersInTheTargetsUnits() {
        Table table = houses();
        Attachment columns = Attachment.fit(
                Preprocessing.standard(), table, Targets.numbers(table, List.of("price"), Scaling.STANDARD));
        assertEquals(
                List.of("size", "kind=flat", "kind=house", "kind=hut"),
                columns.features().subList(0, 4));
        Path file = folder.resolve("model");
        try (Model model = fitted(table, columns, 150)) {
            model.save(file);
            try (Predictor predictor = Predictor.load(file)) {
                assertEquals(columns, predictor.attachment());
                TablePredictions predictions = predictor.predict(table.drop("price"));
                double[] price = table.numeric("price");
                double off = 0;
                for (int i = 0; i < ROWS; i++) {
                    off += i == 7 ? 0 : Math.abs(column(predictions)[i] - price[i]) / ROWS;
                }
                assertTrue(off < 20_000, "off by " + off + " on average");
                int[] backwards = new int[ROWS];
                Arrays.setAll(backwards, i -> ROWS - 1 - i);
                Table other = Table.ofRows(ROWS)
                        .with("day", table.text("day"))
                        .with("owner", table.text("kind"))
                        .with("kind", table.text("kind"))
                        .with("size", table.numeric("size"));
                double[] again = column(predictor.predict(other.rows(backwards)));
                for (int i = 0; i < ROWS; i++) {
                    assertEquals(column(predictions)[i], again[ROWS - 1 - i], "columns by name, rows by place");
                }
            }
        }
    }

    @Test
    void rowsOfNumbersAndArraysAndDatasetsGiveTheSameUnits() {
        Table table = houses();
        Attachment columns = Attachment.fit(
                Preprocessing.standard(), table, Targets.numbers(table, List.of("price"), Scaling.MINMAX));
        double[][] encoded = columns.encoder().orElseThrow().encode(table).rows();
        try (Model model = fitted(table, columns, 5);
                Predictor predictor = model.predictor();
                INDArray x = Nd4j.createFromArray(encoded);
                INDArray all = predictor.predict(x)) {
            double[] want = column(predictor.predict(table));
            assertArrayEquals(want, column(predictor.predictRows(Dataset.of(encoded))));
            assertEquals(
                    List.of((long) ROWS, 1L), Arrays.stream(all.shape()).boxed().toList());
            for (int i = 0; i < ROWS; i++) {
                float[] row = new float[encoded[i].length];
                for (int k = 0; k < row.length; k++) {
                    row[k] = (float) encoded[i][k];
                }
                assertEquals(want[i], all.getDouble(i, 0), 0.1, "in an array of floats");
                assertEquals(want[i], predictor.predict(row)[0], 1, "one row of floats");
            }
        }
    }

    @Test
    void aValueThatIsMissingForTheFirstTimeIsFilledAndNoticed() {
        Table table = houses().with("rooms", column("rooms"));
        Attachment columns =
                Attachment.fit(Preprocessing.standard(), table, Targets.numbers(table, List.of("price"), Scaling.NONE));
        double[] gap = column("rooms");
        gap[2] = Double.NaN;
        Attachment.Prepared prepared = columns.dataset(table.with("rooms", gap));
        assertEquals(1, prepared.notices().size(), prepared.notices()::toString);
        assertTrue(prepared.notices().get(0).contains("'rooms'"), prepared.notices()::toString);
        assertEquals(List.of(), columns.dataset(table).notices());
    }

    private static double[] column(String seed) {
        double[] numbers = new double[ROWS];
        Arrays.setAll(numbers, i -> (i * seed.length()) % 7);
        return numbers;
    }

    @Test
    void classesComeBackByName() {
        Table table = houses();
        Attachment columns = Attachment.fit(Preprocessing.standard(), table, Targets.classes(table, "kind"));
        try (Model model = Sequential.input(columns.features().size())
                        .add(Dense.of(3, softmax()))
                        .seed(1)
                        .attach(columns);
                Predictor predictor = model.predictor()) {
            TablePredictions predictions = predictor.predict(table);
            for (int i = 0; i < ROWS; i++) {
                double[] row = predictions.values()[i];
                double most = Arrays.stream(row).max().orElseThrow();
                assertEquals(1, Arrays.stream(row).sum(), 1e-6);
                int named = columns.targets().classes().indexOf(predictions.label(i));
                assertEquals(most, row[named]);
            }
        }
    }

    @Test
    void transformsThatChangeTheWidthAndShapesReachTheNetwork() {
        double[][] raw = {{1, 2}, {3, 4}, {5, 6}};
        Attachment wider = Attachment.of(new DivideScaler(2), PolynomialFeatures.of(2));
        assertEquals(Shape.of(5), wider.prepare(Dataset.of(raw)).inputs().get(0).rowShape());
        double[] row = wider.prepare(new double[] {2, 4});
        assertArrayEquals(new double[] {1, 2, 1, 2, 4}, row);
        Attachment square = Attachment.of(new DivideScaler(1)).withShape(Shape.of(1, 2));
        try (Model model = Sequential.input(1, 2)
                        .add(Flatten.of(), Dense.of(1))
                        .seed(1)
                        .attach(square);
                Predictor predictor = model.predictor()) {
            assertEquals(3, predictor.predictRows(Dataset.of(raw)).rows());
        }
    }

    @Test
    void aModelWithoutColumnsRefusesATable() {
        try (Model model = Sequential.input(2)
                        .add(Dense.of(1))
                        .attach(Attachment.of(new StandardScaler(List.of(0.0, 0.0), List.of(1.0, 1.0))));
                Predictor predictor = model.predictor()) {
            String said = assertThrows(DataException.class, () -> predictor.predict(houses()))
                    .getMessage();
            assertTrue(said.contains("expected a model that was trained on the columns of a table"), said);
        }
    }
}
