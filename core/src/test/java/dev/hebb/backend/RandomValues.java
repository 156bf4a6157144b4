package dev.hebb.backend;

import dev.hebb.graph.Value;
import dev.hebb.graph.op.Tanh;
import dev.hebb.shape.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The values of a random graph so far, each with a bound of its numbers and whether every precision computes it exactly. */
final class RandomValues {
    private static final long[] EXTENTS = {1, 2, 3, 5, 7};
    private static final long[] COLUMNS = {1, 3, 7, 8, 16, 17, 31, 33};
    private static final long[][] LARGE = {{7, 257}, {33, 65}, {65, 33}, {257, 7}, {3, 7, 31}, {1025}, {1, 1023}};
    private static final double LARGEST = 50;

    private final Random random;
    private final long[] base;
    private final List<Value> values = new ArrayList<>();
    private final Set<Value> exact = new HashSet<>();
    private final Map<Value, Double> bounds = new LinkedHashMap<>();

    RandomValues(Random random) {
        this.random = random;
        this.base = base();
    }

    /** Most shapes of a graph are parts of one, so that they broadcast to each other. */
    private long[] base() {
        if (random.nextInt(12) == 0) {
            return LARGE[random.nextInt(LARGE.length)];
        }
        long[] dims = IntStream.range(0, random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 2)
                .mapToLong(i -> extent())
                .toArray();
        dims[dims.length - 1] = COLUMNS[random.nextInt(COLUMNS.length)];
        return dims;
    }

    long extent() {
        return EXTENTS[random.nextInt(EXTENTS.length)];
    }

    /** Rows, columns, a scalar or all of the graph's shape; or any other shape. */
    Shape shape() {
        if (random.nextInt(4) == 0) {
            return Shape.of(IntStream.range(0, random.nextInt(5))
                    .mapToLong(i -> extent())
                    .toArray());
        }
        int from = Math.max(0, random.nextInt(base.length + 3) - 2);
        return Shape.of(Arrays.stream(base)
                .skip(from)
                .map(dim -> random.nextInt(5) == 0 ? 1 : dim)
                .toArray());
    }

    List<Value> all() {
        return List.copyOf(values);
    }

    /** From now on only {@code others}, which are here already, are picked. */
    void retain(List<Value> others) {
        values.clear();
        values.addAll(others);
    }

    /** Adds a value whose numbers are at most {@code bound}; larger ones are tamed first. */
    void keep(Value value, boolean isExact, double bound) {
        Value kept = bound > LARGEST ? Value.of(new Tanh(), value) : value;
        values.add(kept);
        bounds.put(kept, bound > LARGEST ? 1 : bound);
        if (isExact && kept == value) {
            exact.add(kept);
        }
    }

    boolean isExact(Value value) {
        return exact.contains(value);
    }

    double bound(Value value) {
        return bounds.getOrDefault(value, LARGEST);
    }

    /** One that fits, or {@code otherwise}. */
    Value pick(Predicate<Value> which, Value otherwise) {
        List<Value> fitting = values.stream().filter(which).toList();
        return fitting.isEmpty() ? otherwise : fitting.get(random.nextInt(fitting.size()));
    }

    Value any() {
        return values.get(random.nextInt(values.size()));
    }
}
