package dev.hebb.benchmarks.cases;

import dev.hebb.data.Dataset;
import java.util.Collections;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Collects the rows of a batch from a shuffled dataset in memory. */
final class GatherCase implements Case {
    private static final int FLOAT = 4;
    private static final long SEED = 5;

    private final int rows;
    private final int columns;
    private final int batch;
    private final float[] values;
    private final int[] order;
    private final float[] into;
    private final Dataset.Column column;
    private int from;

    GatherCase(int rows, int columns, int batch) {
        this.rows = rows;
        this.columns = columns;
        this.batch = batch;
        this.values = GraphCase.random(rows * columns);
        this.into = new float[batch * columns];
        float[][] x = new float[rows][columns];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(values, row * columns, x[row], 0, columns);
        }
        this.column = Dataset.of(x).inputs().get(0);
        var shuffled = IntStream.range(0, rows).boxed().collect(Collectors.toList());
        Collections.shuffle(shuffled, new Random(SEED));
        this.order = shuffled.stream().mapToInt(Integer::intValue).toArray();
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
        for (int i = 0; i < into.length; i++) {
            int row = order[start + i / columns];
            WrongResultException.require(
                    "element " + i + " of " + name(), values[row * columns + i % columns], into[i], 0);
        }
    }

    @Override
    public void run() {
        column.gather(order, from, batch, into);
        from = from + 2 * batch <= rows ? from + batch : 0;
    }

    @Override
    public void close() {}
}
