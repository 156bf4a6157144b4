package dev.hebb.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hebb.compile.ArenaSpec;
import dev.hebb.compile.Compiler;
import dev.hebb.compile.Launch;
import dev.hebb.compile.Plan;
import dev.hebb.compile.Slot;
import dev.hebb.graph.Graph;
import dev.hebb.graph.Oracle;
import dev.hebb.graph.Rounding;
import dev.hebb.graph.op.Constant;
import dev.hebb.shape.Precision;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Runs the stages of a step on backends and on the oracle and compares every output and state. Then runs the plan again with what nobody needs any more
 * overwritten, where poison must give the same bits as zeros, and in memory that is aligned to nothing, where nothing outside may be touched.
 *
 * <p>What a tensor may be off by follows from its conditioning: some times as far as random errors of a few units in the last place of everything that is
 * computed move its largest element.
 */
public final class Trial {
    private static final int DRAWS = 6;
    /** Of the random errors, in units in the last place: so many that those of the oracle itself do not count in double precision. */
    private static final double ULPS = 8;

    private static final double FACTOR = 12;
    private static final double CANARY = -77;

    private final List<Backend> backends;
    private final Precision precision;
    private final List<Graph> stages;
    private final Map<String, double[]> feeds = new LinkedHashMap<>();
    private final Map<String, double[]> states = new LinkedHashMap<>();

    public Trial(Backend backend, Precision precision, List<Graph> stages) {
        this(List.of(backend), precision, stages);
    }

    /** A trial of several backends, for which the oracle runs once. */
    public Trial(List<Backend> backends, Precision precision, List<Graph> stages) {
        this.backends = List.copyOf(backends);
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

    /** As {@link #check(String, int, double)}, with nothing allowed on top. */
    public void check(String what, int steps) {
        check(what, steps, 0);
    }

    /** @param more what is allowed on top of what follows from the conditioning, relative to the largest finite element of each tensor, or to 1 */
    public void check(String what, int steps, double more) {
        Map<String, double[]> wanted = oracle(steps, Rounding.NONE);
        Map<String, Double> allowed = allowed(wanted, steps);
        allowed.replaceAll((name, tolerance) -> tolerance + more * Math.max(1, largest(wanted.get(name))));
        for (Backend backend : backends) {
            check(backend, what, steps, wanted, allowed);
        }
    }

    private void check(
            Backend backend, String what, int steps, Map<String, double[]> wanted, Map<String, Double> allowed) {
        Plan plan = Compiler.compile(stages, precision, backend.target());
        String label = what + " on " + backend.device() + " in " + precision + "\n" + plan.text();
        Map<String, double[]> got = run(backend, plan, steps, 0, 0);
        assertEquals(wanted.keySet(), got.keySet(), label);
        wanted.forEach((name, numbers) -> assertClose(label + "\n" + name, numbers, got.get(name), allowed.get(name)));
        Plan poisoned = plan.poisoned();
        Map<String, double[]> overwritten = run(backend, overwritten(poisoned), steps, 0, 0);
        run(backend, poisoned, steps, 0, 0)
                .forEach((name, numbers) ->
                        assertArrayEquals(overwritten.get(name), numbers, label + "\npoisoned " + name));
        run(backend, Displaced.of(plan), steps, Displaced.BEFORE, Displaced.AFTER)
                .forEach((name, numbers) ->
                        assertClose(label + "\ndisplaced " + name, wanted.get(name), numbers, allowed.get(name)));
    }

    /** The same launches with zeros for the poison: what lies between launches may change with whom a backend runs them together, and so their last bits. */
    private static Plan overwritten(Plan poisoned) {
        List<Launch> launches = poisoned.launches().stream()
                .map(launch -> launch.op() instanceof Constant constant && Double.isNaN(constant.value())
                        ? new Launch(new Constant(0), launch.inputs(), launch.outputs(), launch.scope())
                        : launch)
                .toList();
        return new Plan(
                poisoned.precision(), poisoned.arenas(), poisoned.inputs(), poisoned.outputs(), launches, List.of());
    }

    private static double largest(double[] numbers) {
        return Arrays.stream(numbers)
                .filter(Double::isFinite)
                .map(Math::abs)
                .max()
                .orElse(0);
    }

    private Map<String, Double> allowed(Map<String, double[]> wanted, int steps) {
        double unit = precision == Precision.FLOAT32 ? Math.ulp(1f) : Math.ulp(1.0);
        double smallest = precision == Precision.FLOAT32 ? Float.MIN_NORMAL : Double.MIN_NORMAL;
        Random random = new Random(1);
        Map<String, Double> allowed = new LinkedHashMap<>();
        for (int draw = 0; draw < DRAWS; draw++) {
            oracle(steps, Rounding.of(ULPS * unit, random)).forEach((name, moved) -> {
                double[] exact = wanted.get(name);
                double furthest = IntStream.range(0, exact.length)
                        .mapToDouble(i -> Math.abs(moved[i] - exact[i]))
                        .filter(Double::isFinite)
                        .max()
                        .orElse(0);
                double tolerance = FACTOR * furthest + unit * largest(exact) + smallest;
                allowed.merge(name, tolerance, Math::max);
            });
        }
        return allowed;
    }

    /** Compares every element by its own size, 8 units in the last place; what is below the smallest normal number counts as zero. */
    public void checkEach(String what, Precision precision) {
        Backend backend = backends.get(0);
        Plan plan = Compiler.compile(stages, precision, backend.target());
        Map<String, double[]> got = run(plan, 1);
        oracle(1, Rounding.NONE).forEach((name, wanted) -> {
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

    /** The outputs and states after some steps on the first backend, by name. */
    public Map<String, double[]> run(Plan plan, int steps) {
        return run(backends.get(0), plan, steps, 0, 0);
    }

    /** Also checks that the first and last elements of the plan's own arenas stay as they are. */
    private Map<String, double[]> run(Backend backend, Plan plan, int steps, long before, long after) {
        Map<String, Arena> arenas = new LinkedHashMap<>();
        try {
            plan.arenas().forEach(spec -> arenas.put(spec.name(), backend.allocate(withRoom(spec))));
            plan.arenas().stream()
                    .filter(Displaced::isOwn)
                    .forEach(spec -> arenas.get(spec.name()).fill(CANARY));
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
            plan.arenas().stream()
                    .filter(Displaced::isOwn)
                    .forEach(spec -> assertUntouched(arenas.get(spec.name()), before, after));
            Map<String, double[]> results = new LinkedHashMap<>();
            plan.outputs().forEach((name, slot) -> results.put(name, read(arenas, slot)));
            states.forEach((name, numbers) -> {
                double[] now = numbers.clone();
                if (arenas.containsKey(name)) {
                    arenas.get(name).read(0, now, 0, now.length);
                }
                results.put("state " + name, now);
            });
            return results;
        } finally {
            arenas.values().forEach(Arena::close);
        }
    }

    private static void assertUntouched(Arena arena, long before, long after) {
        double[] all = new double[Math.toIntExact(arena.spec().elements())];
        arena.read(0, all, 0, all.length);
        for (int i = 0; i < all.length; i++) {
            if ((i < before || i >= all.length - after) && all[i] != CANARY) {
                throw new AssertionError("expected nothing to be written outside the slots but got " + all[i]
                        + " at element " + i + " of " + arena.spec());
            }
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

    private Map<String, double[]> oracle(int steps, Rounding rounding) {
        Oracle oracle = new Oracle().rounding(rounding);
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
        for (int i = 0; i < wanted.length; i++) {
            boolean same = Double.compare(wanted[i], got[i]) == 0
                    || wanted[i] == got[i]
                    || Math.abs(wanted[i] - got[i]) <= tolerance;
            if (!same) {
                throw new AssertionError(
                        label + "[" + i + "]: expected " + wanted[i] + " within " + tolerance + " but got " + got[i]);
            }
        }
    }
}
