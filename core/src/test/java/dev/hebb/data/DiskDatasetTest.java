package dev.hebb.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.TestRandom;
import dev.hebb.shape.Shape;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskDatasetTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(Prefetcher.IDLE_SECONDS) / 2;
    private static final int ROWS = 700;

    @TempDir
    Path folder;

    private Path path() {
        return folder.resolve("rows.hebb");
    }

    private static double[][] x(int rows, int width) {
        Random random = TestRandom.of("disk " + width);
        double[][] x = new double[rows][width];
        for (double[] row : x) {
            Arrays.setAll(row, i -> random.nextDouble() * 10 - 5);
        }
        return x;
    }

    private DiskDataset classes(double[][] x) {
        try (DiskWriter writer = DiskDataset.writer(path(), DiskLayout.classes(Shape.of(x[0].length)))) {
            for (int row = 0; row < x.length; row++) {
                writer.add(x[row], row * 3);
            }
            return writer.finish();
        }
    }

    private static void assertContains(String message, String... parts) {
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "expected '" + part + "' in: " + message);
        }
    }

    private static String refusal(Runnable run) {
        return assertThrows(DataException.class, run::run).getMessage();
    }

    private static double[] gather(Dataset.Column column, int... rows) {
        int perRow = (int) column.rowShape().size();
        double[] into = new double[rows.length * perRow];
        column.gather(rows, 0, rows.length, into);
        return into;
    }

    @Test
    void everyRowComesBackInAnyOrderWithAndWithoutPrefetch() {
        Random random = TestRandom.of("gathers");
        for (int width : new int[] {1, 3, 2000}) {
            double[][] x = x(ROWS, width);
            try (DiskDataset data = classes(x)) {
                for (int trial = 0; trial < 40; trial++) {
                    int count = 1 + random.nextInt(trial % 2 == 0 ? 5 : ROWS);
                    int[] rows = random.ints(count + 2L, 0, ROWS).toArray();
                    if (trial % 3 == 0) {
                        Arrays.sort(rows);
                    }
                    if (trial % 4 < 2) {
                        data.willRead(rows, 1, count);
                    }
                    int from = 1 + random.nextInt(count);
                    int some = count + 1 - from;
                    float[] floats = new float[some * width];
                    data.inputs().get(0).gather(rows, from, some, floats);
                    double[] doubles = new double[some * width];
                    data.inputs().get(0).gather(rows, from, some, doubles);
                    int[] targets = new int[some];
                    data.targets().get(0).gather(rows, from, some, targets);
                    for (int i = 0; i < some; i++) {
                        int row = rows[from + i];
                        assertEquals(row * 3, targets[i]);
                        for (int j = 0; j < width; j++) {
                            assertEquals((float) x[row][j], floats[i * width + j], TestRandom.describe("row " + row));
                            assertEquals((float) x[row][j], doubles[i * width + j]);
                        }
                    }
                }
            }
        }
    }

    @Test
    void everyLayoutKeepsItsNumbersAndShapes() {
        double[][] x = x(5, 6);
        try (DiskWriter writer =
                DiskDataset.writer(path(), DiskLayout.values(Shape.of(2, 3), 2).float64())) {
            for (int row = 0; row < 5; row++) {
                writer.add(x[row], new double[] {row + 0.1, -(double) row});
            }
            try (DiskDataset data = writer.finish()) {
                assertEquals(Shape.of(2, 3), data.inputs().get(0).rowShape());
                assertEquals(Shape.of(2), data.targets().get(0).rowShape());
                assertArrayEquals(x[3], gather(data.inputs().get(0), 3));
                assertArrayEquals(
                        new double[] {4.1, -4, 0.1, -0.0}, gather(data.targets().get(0), 4, 0));
                float[] floats = new float[6];
                data.inputs().get(0).gather(new int[] {2}, 0, 1, floats);
                assertEquals((float) x[2][5], floats[5]);
                assertContains(
                        refusal(() -> data.targets().get(0).gather(new int[1], 0, 1, new int[2])), "real numbers");
            }
        }
        try (DiskWriter writer = DiskDataset.writer(path(), DiskLayout.inputs(Shape.of(6)))) {
            writer.add(x[0]);
            try (DiskDataset data = writer.finish()) {
                assertTrue(data.targets().isEmpty());
                assertEquals(1, data.rows());
            }
        }
    }

    @Test
    void aDatasetInMemoryIsWrittenWhole() {
        double[][] x = x(ROWS, 3);
        int[] classes = new Random(1).ints(ROWS, 0, 9).toArray();
        try (DiskWriter writer =
                DiskDataset.writer(path(), DiskLayout.classes(Shape.of(3)).float64())) {
            writer.addAll(Dataset.of(x, classes));
            try (DiskDataset data = writer.finish()) {
                assertArrayEquals(
                        Arrays.stream(x).flatMapToDouble(Arrays::stream).toArray(),
                        gather(data.inputs().get(0), Order.ascending(ROWS)));
                assertArrayEquals(
                        Arrays.stream(classes).asDoubleStream().toArray(),
                        gather(data.targets().get(0), Order.ascending(ROWS)));
            }
        }
    }

    @Test
    void aStreamOfACsvFileThroughAnEncoderFillsIt() throws IOException {
        Path csv = Files.writeString(folder.resolve("data.csv"), "b,a,y\n1,2,0\n3,4,1\n5,6,2\n");
        try (TableStream stream = TableStream.open(csv, Set.of(), Set.of("a", "b", "y"), Set.of());
                DiskWriter writer = DiskDataset.writer(path(), DiskLayout.classes(Shape.of(2)))) {
            stream.next(2).ifPresent(chunk -> add(chunk.table(), writer));
            stream.next(2).ifPresent(chunk -> add(chunk.table(), writer));
            try (DiskDataset data = writer.finish()) {
                assertArrayEquals(
                        new double[] {6, 5, 2, 1}, gather(data.inputs().get(0), 2, 0));
                assertArrayEquals(new double[] {2, 0}, gather(data.targets().get(0), 2, 0));
            }
        }
    }

    private static void add(Table table, DiskWriter writer) {
        double[] a = table.numeric("a");
        double[] b = table.numeric("b");
        double[] y = table.numeric("y");
        for (int row = 0; row < table.rows(); row++) {
            writer.add(new double[] {a[row], b[row]}, (int) y[row]);
        }
    }

    @Test
    void prefetchedRowsAreReadBeforeTheyAreGathered() throws Exception {
        double[][] x = x(ROWS, 3);
        int[] rows = {5, 600, 7, 8};
        for (boolean selected : new boolean[] {false, true}) {
            awaitNoThread();
            try (DiskDataset data = classes(x)) {
                Dataset view =
                        selected ? data.rows(rows).withWeights(1, 1, 1, 1).rows(Order.ascending(4)) : data;
                int[] asked = selected ? Order.ascending(4) : rows;
                view.willRead(asked, 0, 4);
                awaitIdle();
                Files.write(path(), new byte[(int) Files.size(path())]); // what was on disk is gone
                double[] got = gather(view.inputs().get(0), asked);
                for (int i = 0; i < got.length; i++) {
                    assertEquals((float) x[rows[i / 3]][i % 3], got[i]);
                }
                assertArrayEquals(
                        new double[] {15, 1800, 21, 24}, gather(view.targets().get(0), asked));
                assertArrayEquals(new double[] {0, 0, 0}, gather(data.inputs().get(0), 9));
            }
        }
    }

    private static Thread[] threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(Prefetcher.THREAD))
                .toArray(Thread[]::new);
    }

    private static void awaitNoThread() throws InterruptedException {
        while (threads().length > 0) {
            Thread.sleep(5);
        }
    }

    /** Waits until the thread waits for work. */
    private static void awaitIdle() {
        assertTimeoutPreemptively(SOON, () -> {
            while (Arrays.stream(threads()).noneMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING)) {
                Thread.sleep(5);
            }
        });
    }

    @Test
    void theThreadIsADaemonAndEndsWhenTheDatasetIsClosed() {
        assertTimeoutPreemptively(SOON, () -> {
            awaitNoThread(); // those of other tests
            DiskDataset data = classes(x(ROWS, 3));
            assertEquals(0, threads().length);
            data.willRead(new int[] {1, 2}, 0, 2);
            assertEquals(1, threads().length);
            assertTrue(threads()[0].isDaemon());
            data.close();
            data.close();
            data.willRead(new int[] {1, 2}, 0, 2);
            long closed = System.nanoTime();
            awaitNoThread();
            assertTrue(System.nanoTime() - closed < IDLE_NANOS, "the thread ended only as there was nothing to do");
        });
    }

    @Test
    void faultsOfReadingAheadSurfaceWhereTheRowsAreGathered() throws IOException {
        try (DiskDataset data = classes(x(ROWS, 3))) {
            try (RandomAccessFile file = new RandomAccessFile(path().toFile(), "rw")) {
                file.setLength(file.length() - 20);
            }
            data.willRead(new int[] {ROWS - 1}, 0, 1);
            Dataset.Column inputs = data.inputs().get(0);
            assertContains(refusal(() -> gather(inputs, ROWS - 1)), "row 699", "was cut while it was open");
            assertContains(refusal(() -> gather(inputs, ROWS - 2)), "row 698");
            assertEquals(3, gather(inputs, 0).length);
        }
    }

    @Test
    void aClosedDatasetIsRefusedAlsoToThoseThatWaitForRows() {
        CountDownLatch inRead = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Prefetcher prefetcher = new Prefetcher(
                rows -> {
                    inRead.countDown();
                    awaitAll(goOn);
                    return new byte[4];
                },
                () -> new DataException("closed"));
        assertTimeoutPreemptively(SOON, () -> {
            prefetcher.willRead(new int[] {1});
            prefetcher.willRead(new int[] {2});
            awaitAll(inRead);
            AtomicBoolean told = new AtomicBoolean();
            Thread waiting = new Thread(() ->
                    told.set(refusal(() -> prefetcher.take(new int[] {2}, 0, 1)).equals("closed")));
            waiting.setDaemon(true);
            waiting.start();
            while (waiting.getState() != Thread.State.WAITING) {
                Thread.sleep(5);
            }
            prefetcher.close();
            waiting.join();
            assertTrue(told.get());
            goOn.countDown();
        });
    }

    private static void awaitAll(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everyUseAfterCloseIsRefused() {
        DiskDataset data = classes(x(3, 2));
        data.close();
        assertContains(refusal(() -> gather(data.inputs().get(0), 0)), "was closed", "open it again");
        assertTrue(Files.exists(path()));
    }

    @Test
    void anInterruptedThreadReadsOnAndStaysInterrupted() {
        try (DiskDataset data = classes(x(ROWS, 3))) {
            Thread.currentThread().interrupt();
            gather(data.inputs().get(0), 0, 5);
            data.willRead(new int[] {1, 2}, 0, 2);
            assertEquals(6, gather(data.inputs().get(0), 1, 2).length);
            assertTrue(Thread.interrupted());
            assertEquals(3, gather(data.inputs().get(0), 9).length);
        }
    }

    @Test
    void severalThreadsReadTheSameRows() throws Exception {
        double[][] x = x(ROWS, 3);
        try (DiskDataset data = classes(x)) {
            Thread[] readers = new Thread[4];
            AtomicBoolean wrong = new AtomicBoolean();
            for (int t = 0; t < readers.length; t++) {
                Random random = TestRandom.of("reader " + t);
                readers[t] = new Thread(() -> {
                    for (int i = 0; i < 300; i++) {
                        int[] rows = random.ints(8, 0, ROWS).toArray();
                        data.willRead(rows, 0, 8);
                        double[] got = gather(data.inputs().get(0), rows);
                        for (int j = 0; j < got.length; j++) {
                            if (got[j] != (float) x[rows[j / 3]][j % 3]) {
                                wrong.set(true);
                            }
                        }
                    }
                });
                readers[t].setUncaughtExceptionHandler((thread, e) -> wrong.set(true));
                readers[t].start();
            }
            for (Thread reader : readers) {
                reader.join();
            }
            assertFalse(wrong.get(), TestRandom.describe("threads"));
        }
    }

    @Test
    void aTemporaryFileIsDeletedWhenTheDatasetIsClosed() {
        DiskWriter writer = DiskDataset.writer(path(), DiskLayout.inputs(Shape.of(1)));
        writer.add(new double[] {1});
        try (writer;
                DiskDataset data = writer.finishTemporary()) {
            assertTrue(Files.exists(path()));
            assertEquals(1, data.rows());
        }
        assertFalse(Files.exists(path()));
    }

    @Test
    void anUnfinishedFileLeavesNothingAndHarmsNothing() throws IOException {
        Files.writeString(path(), "mine");
        try (DiskWriter writer = DiskDataset.writer(path(), DiskLayout.inputs(Shape.of(1)))) {
            writer.add(new double[] {1});
        }
        assertEquals("mine", Files.readString(path()));
        try (var files = Files.list(folder)) {
            assertEquals(List.of(path()), files.toList());
        }
    }

    @Test
    void rowsThatDoNotFitAreRefused() {
        try (DiskWriter writer = DiskDataset.writer(path(), DiskLayout.classes(Shape.of(2)))) {
            assertContains(refusal(writer::finish), "one row or more");
            writer.add(new double[] {1, 2}, 0);
            assertContains(refusal(() -> writer.add(new double[3], 0)), "expected 2 numbers", "got 3", "row 1");
            assertContains(refusal(() -> writer.add(new double[2])), "targets CLASSES", "row 1");
            assertContains(
                    refusal(() -> writer.add(new double[] {1, Double.NaN}, 0)), "finite", "NaN", "row 1, element 1");
            assertContains(refusal(() -> writer.add(new double[] {1e300, 1}, 0)), "float32", "1.0E300");
            writer.add(new double[] {3, 4}, 1);
            try (DiskDataset data = writer.finish()) {
                assertArrayEquals(
                        new double[] {1, 2, 3, 4}, gather(data.inputs().get(0), 0, 1));
            }
            assertContains(refusal(() -> writer.add(new double[2], 0)), "open writer");
        }
        assertContains(refusal(() -> DiskLayout.values(Shape.of(2), 0)), "one number or more");
        assertContains(refusal(() -> DiskLayout.inputs(Shape.of(1 << 20, 1 << 20))), "rows of 1 to");
        assertContains(
                refusal(() -> DiskDataset.writer(folder.resolve("no/such/file"), DiskLayout.inputs(Shape.of(1)))),
                "no/such/file");
    }

    @Test
    void filesThatAreNotWholeOrOfAnotherKindAreRefused() throws IOException {
        classes(x(3, 2)).close();
        byte[] whole = Files.readAllBytes(path());
        for (int length = 0; length < whole.length; length++) {
            Files.write(path(), Arrays.copyOf(whole, length));
            assertContains(refusal(() -> DiskDataset.open(path())), "rows.hebb");
        }
        Files.write(path(), Arrays.copyOf(whole, whole.length + 1));
        assertContains(refusal(() -> DiskDataset.open(path())), "for 3 rows", "not whole");
        byte[] other = whole.clone();
        other[8] = 2;
        Files.write(path(), other);
        assertContains(refusal(() -> DiskDataset.open(path())), "version 1", "got 2");
        Files.writeString(path(), "a,b\n1,2\n".repeat(20));
        assertContains(refusal(() -> DiskDataset.open(path())), "another kind of file");
        assertContains(refusal(() -> DiskDataset.open(folder.resolve("none"))), "no such file");
        Random random = TestRandom.of("headers");
        for (int i = 0; i < 300; i++) {
            byte[] damaged = whole.clone();
            ByteBuffer.wrap(damaged).put(8 + random.nextInt(32), (byte) random.nextInt(256));
            Files.write(path(), damaged);
            try (DiskDataset data = DiskDataset.open(path())) {
                assertEquals(3, data.rows());
            } catch (DataException e) {
                assertContains(e.getMessage(), "rows.hebb");
            }
        }
    }

    @Test
    void rowsPastTwoGibibytesAreRead() throws IOException {
        int width = 1 << 20;
        int rows = 600;
        DiskHeader header = new DiskHeader(DiskLayout.inputs(Shape.of(width)), rows);
        try (RandomAccessFile file = new RandomAccessFile(path().toFile(), "rw")) { // with holes: it takes little disk
            file.write(header.encode());
            file.setLength(header.bytes() + (long) rows * width * Float.BYTES);
            file.seek(header.bytes() + (599L * width + 7) * Float.BYTES);
            file.write(new byte[] {0, 0, (byte) 0x80, 0x3f});
        }
        try (DiskDataset data = DiskDataset.open(path())) {
            float[] row = new float[width];
            data.inputs().get(0).gather(new int[] {599}, 0, 1, row);
            assertEquals(1f, row[7]);
            assertEquals(0f, row[8]);
        }
    }
}
