package dev.hebb.benchmarks.cases;

import dev.hebb.backend.Arena;
import dev.hebb.backend.Backend;
import dev.hebb.backend.Backends;
import dev.hebb.backend.RowTable;
import dev.hebb.compile.ArenaSpec;
import dev.hebb.data.Dataset;
import dev.hebb.shape.DataType;
import java.util.Collections;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Copies the rows of a batch from a shuffled dataset in memory to a backend's, as training does. */
final class GatherCase implements Case {
    private static final int FLOAT = 4;
    private static final long SEED = 5;

    private final int rows;
    private final int columns;
    private final int batch;
    private final float[] values;
    private final int[] order;
    private final RowTable table;
    private final Backend backend;
    private final Arena arena;
    private int from;

    GatherCase(Optional<String> backend, int rows, int columns, int batch) {
        this.rows = rows;
        this.columns = columns;
        this.batch = batch;
        this.values = GraphCase.random(rows * columns);
        float[][] x = new float[rows][columns];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(values, row * columns, x[row], 0, columns);
        }
        this.table = Dataset.of(x).inputs().get(0).table().orElseThrow();
        var shuffled = IntStream.range(0, rows).boxed().collect(Collectors.toList());
        Collections.shuffle(shuffled, new Random(SEED));
        this.order = shuffled.stream().mapToInt(Integer::intValue).toArray();
        this.backend = backend.map(Backends::open).orElseGet(Backends::open);
        this.arena = this.backend.allocate(
                new ArenaSpec("batch", DataType.FLOAT32, (long) batch * columns, ArenaSpec.Role.INPUT));
    }

    @Override
    public String name() {
        return "gather of " + batch + " of " + rows + " rows x " + columns;
    }

    @Override
    public double operations() {
        return 0;
    }

    @Override
    public double bytes() {
        return 2.0 * FLOAT * batch * columns;
    }

    @Override
    public void verify() {
        int start = from;
        run();
        float[] into = new float[batch * columns];
        arena.read(0, into, 0, into.length);
        for (int i = 0; i < into.length; i++) {
            int row = order[start + i / columns];
            WrongResultException.require(
                    "element " + i + " of " + name(), values[row * columns + i % columns], into[i], 0);
        }
    }

    @Override
    public void run() {
        arena.gather(0, table, order, from, batch);
        from = from + 2 * batch <= rows ? from + batch : 0;
    }

    @Override
    public void close() {
        arena.close();
        backend.close();
    }
}
