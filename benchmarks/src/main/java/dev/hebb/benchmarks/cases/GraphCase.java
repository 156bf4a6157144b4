package dev.hebb.benchmarks.cases;

import dev.hebb.backend.Backend;
import dev.hebb.backend.Backends;
import dev.hebb.graph.Graph;
import dev.hebb.runtime.BoundPlan;
import dev.hebb.runtime.Session;
import dev.hebb.shape.Precision;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** A graph of one or a few operations, compiled and bound; runs include neither writing the inputs nor reading the outputs. */
final class GraphCase implements Case {
    private static final int CHECKED = 200;
    private static final double TOLERANCE = 1e-4;
    private static final long SEED = 1;

    private final String name;
    private final Work work;
    private final Session session;
    private final BoundPlan plan;
    private final Map<String, IntToDoubleFunction> expected;

    /** What one run does. */
    record Work(double operations, double bytes) {}

    /**
     * @param inputs the input arrays; int inputs are those in {@code classes}
     * @param expected by output: the element at a place, computed in plain Java
     */
    GraphCase(
            String name,
            Optional<String> backend,
            Work work,
            Graph graph,
            Map<String, float[]> inputs,
            Map<String, int[]> classes,
            Map<String, IntToDoubleFunction> expected) {
        this.name = name;
        this.work = work;
        this.expected = expected;
        this.session = new Session(open(backend), Precision.FLOAT32);
        try {
            plan = session.bind(session.compile(List.of(graph)));
            inputs.forEach((input, values) -> plan.write(input, 0, values, 0, values.length));
            classes.forEach((input, values) -> plan.write(input, 0, values, 0, values.length));
        } catch (RuntimeException | Error e) {
            session.close();
            throw e;
        }
    }

    private static Backend open(Optional<String> backend) {
        return backend.map(Backends::open).orElseGet(Backends::open);
    }

    /** Numbers from -1 to 1, the same at every call. */
    static float[] random(int count) {
        Random random = new Random(SEED + count);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() * 2 - 1;
        }
        return values;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double operations() {
        return work.operations();
    }

    @Override
    public double bytes() {
        return work.bytes();
    }

    @Override
    public void verify() {
        plan.run();
        plan.plan().outputs().forEach((output, slot) -> {
            double[] values = new double[Math.toIntExact(slot.shape().size())];
            plan.read(output, values, 0, values.length);
            int stride = Math.max(1, values.length / CHECKED);
            for (int at = 0; at < values.length; at += stride) {
                check(output, values, at);
            }
            check(output, values, values.length - 1);
        });
    }

    private void check(String output, double[] values, int at) {
        IntToDoubleFunction right = Optional.ofNullable(expected.get(output)).orElseThrow();
        WrongResultException.require(
                "element " + at + " of " + output + " of " + name, right.applyAsDouble(at), values[at], TOLERANCE);
    }

    @Override
    public void run() {
        plan.run();
    }

    @Override
    public void close() {
        session.close();
    }
}
