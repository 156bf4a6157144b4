package dev.hebb.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hebb.compile.ArenaSpec;
import dev.hebb.compile.Compiler;
import dev.hebb.compile.Plan;
import dev.hebb.compile.Slot;
import dev.hebb.graph.Graph;
import dev.hebb.graph.Oracle;
import dev.hebb.shape.Precision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the stages of a step on a backend and on the oracle and compares every output and state, then runs the plan again with what nobody needs any more
 * poisoned, which must change no bit.
 */
public final class Trial {
    private final Backend backend;
    private final Precision precision;
    private final List<Graph> stages;
    private final Map<String, double[]> feeds = new LinkedHashMap<>();
    private final Map<String, double[]> states = new LinkedHashMap<>();

    public Trial(Backend backend, Precision precision, List<Graph> stages) {
        this.backend = backend;
        this.precision = precision;
        this.stages = stages;
    }

    public Trial feed(String name, double... data) {
        feeds.put(name, rounded(data));
        return this;
    }

    public Trial state(String arena, double... data) {
        states.put(arena, rounded(data));
        return this;
    }

    private double[] rounded(double[] data) {
        double[] copy = data.clone();
        if (precision == Precision.FLOAT32) {
            for (int i = 0; i < copy.length; i++) {
                copy[i] = (float) copy[i];
            }
        }
        return copy;
    }

    /** @param tolerance relative to the largest finite element of each tensor, or to 1 */
    public void check(String what, int steps, double tolerance) {
        Plan plan = Compiler.compile(stages, precision, backend.target());
        String label = what + " on " + backend.name() + " in " + precision + "\n" + plan.text();
        Map<String, double[]> got = run(plan, steps);
        Map<String, double[]> wanted = oracle(steps);
        assertEquals(wanted.keySet(), got.keySet(), label);
        wanted.forEach((name, numbers) -> assertClose(label + "\n" + name, numbers, got.get(name), tolerance));
        run(plan.poisoned(), steps)
                .forEach((name, numbers) -> assertArrayEquals(got.get(name), numbers, label + "\npoisoned " + name));
    }

    /** Compares every element by its own size, 8 units in the last place; what is below the smallest normal number counts as zero. */
    public void checkEach(String what, Precision precision) {
        Plan plan = Compiler.compile(stages, precision, backend.target());
        Map<String, double[]> got = run(plan, 1);
        oracle(1).forEach((name, wanted) -> {
            for (int i = 0; i < wanted.length; i++) {
                double expected = precision == Precision.FLOAT32 ? (float) wanted[i] : wanted[i];
                double ulp = precision == Precision.FLOAT32 ? Math.ulp((float) expected) : Math.ulp(expected);
                double smallest = precision == Precision.FLOAT32 ? Float.MIN_NORMAL : Double.MIN_NORMAL;
                double value = got.get(name)[i];
                boolean same = Double.isNaN(expected)
                        ? Double.isNaN(value)
                        : expected == value || Math.abs(expected - value) <= Math.max(8 * ulp, smallest);
                if (!same) {
                    throw new AssertionError(what + " on " + backend.name() + " in " + precision + " [" + i
                            + "]: expected " + expected + " but got " + value);
                }
            }
        });
    }

    /** The outputs and states after some steps, by name. */
    public Map<String, double[]> run(Plan plan, int steps) {
        Map<String, Arena> arenas = new LinkedHashMap<>();
        try {
            plan.arenas().forEach(spec -> arenas.put(spec.name(), backend.allocate(withRoom(spec))));
            states.forEach((name, numbers) -> {
                if (arenas.containsKey(name)) {
                    arenas.get(name).write(0, numbers, 0, numbers.length);
                }
            });
            plan.inputs()
                    .forEach((name, slot) ->
                            arenas.get(slot.arena()).write(slot.offset(), feeds.get(name), 0, feeds.get(name).length));
            try (Executable executable = backend.link(plan, arenas)) {
                for (int i = 0; i < steps; i++) {
                    executable.run();
                }
            }
            Map<String, double[]> results = new LinkedHashMap<>();
            plan.outputs().forEach((name, slot) -> results.put(name, read(arenas, slot)));
            states.forEach((name, numbers) -> {
                double[] after = numbers.clone();
                if (arenas.containsKey(name)) {
                    arenas.get(name).read(0, after, 0, after.length);
                }
                results.put("state " + name, after);
            });
            return results;
        } finally {
            arenas.values().forEach(Arena::close);
        }
    }

    private ArenaSpec withRoom(ArenaSpec spec) {
        double[] whole = states.get(spec.name());
        return whole == null
                ? spec
                : new ArenaSpec(spec.name(), spec.dataType(), Math.max(spec.elements(), whole.length), spec.role());
    }

    private static double[] read(Map<String, Arena> arenas, Slot slot) {
        double[] numbers = new double[(int) slot.shape().size()];
        arenas.get(slot.arena()).read(slot.offset(), numbers, 0, numbers.length);
        return numbers;
    }

    private Map<String, double[]> oracle(int steps) {
        Oracle oracle = new Oracle();
        feeds.forEach(oracle::feed);
        states.forEach((name, numbers) -> oracle.arena(name, numbers.clone()));
        Map<String, double[]> results = new LinkedHashMap<>();
        for (int i = 0; i < steps; i++) {
            for (Graph stage : stages) {
                results.putAll(oracle.run(stage));
            }
        }
        states.keySet().forEach(name -> results.put("state " + name, oracle.arena(name)));
        return results;
    }

    static void assertClose(String label, double[] wanted, double[] got, double tolerance) {
        assertEquals(wanted.length, got.length, label);
        double scale = 1;
        for (double number : wanted) {
            scale = Double.isFinite(number) ? Math.max(scale, Math.abs(number)) : scale;
        }
        for (int i = 0; i < wanted.length; i++) {
            boolean same = Double.compare(wanted[i], got[i]) == 0
                    || wanted[i] == got[i]
                    || Math.abs(wanted[i] - got[i]) <= tolerance * scale;
            if (!same) {
                throw new AssertionError(label + "[" + i + "]: expected " + wanted[i] + " but got " + got[i]);
            }
        }
    }
}
