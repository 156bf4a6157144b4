package dev.hebb.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.data.Dataset;
import dev.hebb.data.DiskDataset;
import dev.hebb.data.DiskLayout;
import dev.hebb.data.DiskWriter;
import dev.hebb.data.StandardScaler;
import dev.hebb.shape.Shape;
import dev.hebb.train.Fit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Training on rows that lie in a file. */
class DiskTrainingTest {
    private static final int ROWS = 53;

    @TempDir
    Path folder;

    private DiskDataset onDisk(Dataset data) {
        try (DiskWriter writer =
                DiskDataset.writer(folder.resolve("rows"), DiskLayout.classes(Shape.of(Small.FEATURES)))) {
            writer.addAll(data);
            return writer.finish();
        }
    }

    private static double[] trained(Dataset data, Fit fit) {
        try (Model model = Small.model()) {
            model.fit(data, fit);
            double[] weights = Small.weights(model);
            double[] all = new double[weights.length + 2];
            System.arraycopy(weights, 0, all, 0, weights.length);
            all[weights.length] = model.evaluate(data).get("loss");
            for (INDArray predicted : model.predict(data).values()) {
                all[weights.length + 1] += Arrays.stream(Small.taken(predicted)).sum();
            }
            return all;
        }
    }

    @Test
    void everyKindOfFitGivesTheSameBitsAsInMemory() {
        Dataset inMemory = Small.data(ROWS);
        int[] some = IntStream.range(0, ROWS / 2).map(i -> ROWS - 1 - 2 * i).toArray();
        try (DiskDataset data = onDisk(inMemory)) {
            for (Fit fit : List.of(
                    Fit.epochs(3).batchSize(7),
                    Fit.epochs(2).batchSize(8).validationSplit(0.3).inOrder(),
                    Fit.epochs(2).batchSize(20).accumulate(3),
                    Fit.epochs(2).batchSize(5).validationData(data))) {
                assertArrayEquals(trained(inMemory, fit), trained(data, fit), fit.toString());
                assertArrayEquals(trained(inMemory.rows(some), fit), trained(data.rows(some), fit), fit.toString());
            }
            double[] weights = IntStream.range(0, ROWS).mapToDouble(i -> i % 3).toArray();
            Fit fit = Fit.epochs(2).batchSize(9);
            assertArrayEquals(trained(inMemory.withWeights(weights), fit), trained(data.withWeights(weights), fit));
        }
    }

    @Test
    void aFileLargerThanTheHeapTrainsAnEpoch() throws Exception {
        Path file = folder.resolve("large");
        String printed = ChildProcess.run(LargeDisk.class, List.of("-Xmx64m"), file.toString());
        assertTrue(printed.contains("steps 100 accuracy 1.0"), printed);
        assertTrue(Files.size(file) > 200_000_000, () -> "bytes of " + file);
    }

    /** Rows that tell what is done with them. */
    private record Told(Dataset data, Consumer<String> teller) implements Dataset {
        @Override
        public int rows() {
            return data.rows();
        }

        @Override
        public List<Column> inputs() {
            return List.of(new ToldColumn(data.inputs().get(0), teller));
        }

        @Override
        public List<Column> targets() {
            return data.targets();
        }

        @Override
        public Optional<Column> weights() {
            return data.weights();
        }

        @Override
        public Dataset rows(int[] indices) {
            return new Told(data.rows(indices), teller);
        }

        @Override
        public void willRead(int[] indices, int from, int count) {
            teller.accept("will read " + text(indices, from, count));
        }

        static String text(int[] indices, int from, int count) {
            return IntStream.range(from, from + count)
                    .map(i -> indices[i])
                    .boxed()
                    .toList()
                    .toString();
        }
    }

    private record ToldColumn(Dataset.Column all, Consumer<String> teller) implements Dataset.Column {
        @Override
        public String name() {
            return all.name();
        }

        @Override
        public Shape rowShape() {
            return all.rowShape();
        }

        @Override
        public boolean isInt() {
            return all.isInt();
        }

        @Override
        public void gather(int[] indices, int from, int count, float[] into) {
            teller.accept("gathers " + Told.text(indices, from, count));
            all.gather(indices, from, count, into);
        }

        @Override
        public void gather(int[] indices, int from, int count, double[] into) {
            all.gather(indices, from, count, into); // the check before the first epoch
        }

        @Override
        public void gather(int[] indices, int from, int count, int[] into) {
            all.gather(indices, from, count, into);
        }
    }

    @Test
    void theLoopTellsOfTheNextBatchBeforeTheStepOfThisOne() {
        List<String> told = new ArrayList<>();
        try (Model model = Small.model()) {
            model.fit(
                    new Told(Small.data(5), told::add),
                    Fit.epochs(1).batchSize(2).inOrder());
        }
        assertEquals(
                List.of("will read [2, 3]", "gathers [0, 1]", "will read [4]", "gathers [2, 3]", "gathers [4]"), told);
    }

    @Test
    void scoresAndPredictionsTellOfTheNextBatchToo() {
        int rows = 1030;
        List<String> told = new ArrayList<>();
        Dataset data = new Told(Small.data(rows), text -> told.add(text.substring(0, text.indexOf('[') + 5)));
        List<String> expected = List.of("will read [1024", "gathers [0, 1", "gathers [1024");
        try (Model model = Small.model()) {
            model.evaluate(data);
            assertEquals(expected, told);
            told.clear();
            model.predict(data).values().forEach(INDArray::close);
            assertEquals(expected, told);
        }
    }

    @Test
    void preparedAndChosenAndWeightedRowsPassTheHintOn() {
        List<String> told = new ArrayList<>();
        Dataset data = new Told(Small.data(5), told::add);
        StandardScaler scaler = new StandardScaler(List.of(0.0, 0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0, 1.0));
        new PreparedRows(data, "", Attachment.of(scaler)).willRead(new int[] {9, 3, 1}, 1, 2);
        data.withWeights(1, 1, 1, 1, 1)
                .rows(new int[] {4, 2, 0})
                .rows(new int[] {1, 0})
                .willRead(new int[] {0, 1}, 0, 2);
        data.withIntTargets().willRead(new int[] {3}, 0, 1);
        assertEquals(List.of("will read [3, 1]", "will read [2, 4]", "will read [3]"), told);
    }
}
