package dev.hebb.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.data.Dataset;
import dev.hebb.model.Model;
import dev.hebb.model.Small;
import dev.hebb.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** In which order training takes the rows. */
class RowOrderTest {
    private static final int ROWS = 10;
    private static final List<Integer> ALL = IntStream.range(0, ROWS).boxed().toList();

    /** A dataset that tells which rows of its input are read, batch by batch. */
    private record Watched(Dataset data, Consumer<List<Integer>> reader) implements Dataset {
        @Override
        public int rows() {
            return data.rows();
        }

        @Override
        public List<Column> inputs() {
            return data.inputs().stream()
                    .<Column>map(column -> new WatchedColumn(column, reader))
                    .toList();
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
            return new Watched(data.rows(indices), reader);
        }
    }

    private record WatchedColumn(Dataset.Column column, Consumer<List<Integer>> reader) implements Dataset.Column {
        @Override
        public String name() {
            return column.name();
        }

        @Override
        public Shape rowShape() {
            return column.rowShape();
        }

        @Override
        public boolean isInt() {
            return column.isInt();
        }

        @Override
        public void gather(int[] indices, int from, int count, float[] into) {
            reader.accept(IntStream.range(from, from + count)
                    .map(i -> indices[i])
                    .boxed()
                    .toList());
            column.gather(indices, from, count, into);
        }

        @Override
        public void gather(int[] indices, int from, int count, double[] into) {
            column.gather(indices, from, count, into);
        }

        @Override
        public void gather(int[] indices, int from, int count, int[] into) {
            column.gather(indices, from, count, into);
        }
    }

    /** The batches that fits take one after another. */
    private static List<List<Integer>> batches(long seed, Fit... fits) {
        List<List<Integer>> batches = new ArrayList<>();
        try (Model model = Small.compiled(Small.bare().seed(seed))) {
            for (Fit fit : fits) {
                model.fit(new Watched(Small.data(ROWS), batches::add), fit);
            }
        }
        return batches;
    }

    private static List<Integer> joined(List<List<Integer>> batches) {
        return batches.stream().flatMap(List::stream).toList();
    }

    @Test
    void everyEpochTakesEveryRowOnceInAnotherOrder() {
        List<List<Integer>> batches = batches(1, Fit.epochs(2).batchSize(4));
        assertEquals(List.of(4, 4, 2, 4, 4, 2), batches.stream().map(List::size).toList());
        List<Integer> first = joined(batches.subList(0, 3));
        List<Integer> second = joined(batches.subList(3, 6));
        assertEquals(ALL, first.stream().sorted().toList());
        assertEquals(ALL, second.stream().sorted().toList());
        assertNotEquals(first, second);
        assertNotEquals(ALL, first);
    }

    @Test
    void theSeedDecidesTheOrder() {
        Fit fit = Fit.epochs(1).batchSize(5);
        assertEquals(batches(1, fit), batches(1, fit));
        assertNotEquals(batches(1, fit), batches(2, fit));
        assertEquals(batches(1, Fit.epochs(2).batchSize(5)), batches(1, fit, fit), "the next fit goes on shuffling");
    }

    @Test
    void rowsAreTakenInTheirOrderWhereThatIsWanted() {
        assertEquals(
                List.of(ALL.subList(0, 5), ALL.subList(5, 10), ALL.subList(0, 5), ALL.subList(5, 10)),
                batches(1, Fit.epochs(2).batchSize(5).inOrder()));
    }

    @Test
    void aRemainderThatIsDroppedIsAnotherOneInEveryEpoch() {
        List<List<Integer>> batches = batches(1, Fit.epochs(6).batchSize(4).remainder(Remainder.DROP));
        assertEquals(12, batches.size());
        assertTrue(batches.stream().allMatch(batch -> batch.size() == 4));
        assertEquals(ALL, joined(batches).stream().distinct().sorted().toList());
    }

    @Test
    void rowsHeldOutAreNeverTrainedOn() {
        List<Integer> trained = new ArrayList<>();
        List<List<Integer>> batches = new ArrayList<>();
        try (Model model = Small.model()) {
            model.fit(
                    new Watched(Small.data(ROWS), batches::add),
                    Fit.epochs(1).batchSize(7).validationSplit(0.3));
            trained.addAll(batches.get(0));
        }
        assertEquals(ALL.subList(0, 7), trained.stream().sorted().toList());
    }

    @Test
    void cancelEndsValidationWithinOneBatchToo() {
        RunControl control = RunControl.silent();
        List<Integer> read = new ArrayList<>();
        Dataset held = new Watched(Small.data(3 * Chunks.MOST_ROWS), rows -> {
            read.add(rows.size());
            control.cancel();
        });
        try (Model model = Small.model()) {
            History history = model.fit(Small.data(ROWS), Fit.epochs(2).validationData(held), control);
            assertEquals(StopReason.CANCELLED, history.stopReason());
            assertEquals(List.of(Chunks.MOST_ROWS), read);
            assertTrue(history.epochs().isEmpty(), "an epoch that is not scored has no figures");
            assertEquals(1, history.steps());
        }
    }
}
