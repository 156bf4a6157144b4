package dev.hebb.backend;

import dev.hebb.compile.ArenaSpec;
import dev.hebb.compile.Launch;
import dev.hebb.compile.Plan;
import dev.hebb.compile.Region;
import dev.hebb.compile.RegionOracle;
import dev.hebb.compile.Slot;
import dev.hebb.compile.Target;
import dev.hebb.graph.CompositeOp;
import dev.hebb.graph.Node;
import dev.hebb.graph.Oracle;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.Constant;
import dev.hebb.graph.op.Input;
import dev.hebb.shape.DataType;
import dev.hebb.shape.Kind;
import dev.hebb.shape.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Runs a plan launch by launch on the oracles, with its slots as the plan has placed them: a backend for any target that shows whether a plan is right. A region
 * that writes over what it may not share is refused.
 */
public final class OracleBackend implements Backend {
    private final Predicate<Region> fuses;

    private OracleBackend(Predicate<Region> fuses) {
        this.fuses = fuses;
    }

    /** A backend that takes primitives, elementwise programs and these regions. */
    public static OracleBackend taking(Predicate<Region> fuses) {
        return new OracleBackend(fuses);
    }

    @Override
    public String name() {
        return "oracle";
    }

    @Override
    public String device() {
        return "the oracle of the tests";
    }

    @Override
    public Target target() {
        return new Target() {
            @Override
            public boolean runs(CompositeOp op) {
                return false;
            }

            @Override
            public boolean fuses(Region region) {
                return fuses.test(region);
            }
        };
    }

    @Override
    public Arena allocate(ArenaSpec spec) {
        return new HeapArena(spec);
    }

    @Override
    public Executable link(Plan plan, Map<String, Arena> arenas) {
        plan.launches().forEach(OracleBackend::checkSharing);
        return new Executable() {
            @Override
            public void run() {
                plan.launches().forEach(launch -> OracleBackend.run(launch, arenas));
            }

            @Override
            public void close() {}
        };
    }

    private static void checkSharing(Launch launch) {
        if (!(launch.op() instanceof Region region)) {
            return;
        }
        for (int o = 0; o < launch.outputs().size(); o++) {
            Slot output = launch.outputs().get(o);
            for (int i = 0; i < launch.inputs().size(); i++) {
                Slot input = launch.inputs().get(i);
                boolean isSame = input.offset() == output.offset() && input.end() == output.end();
                if (input.overlaps(output) && !(isSame && region.mayShare(o, i))) {
                    throw new AssertionError("output " + o + " may not lie on input " + i + " of " + launch);
                }
            }
        }
    }

    private static void run(Launch launch, Map<String, Arena> arenas) {
        List<double[]> inputs =
                launch.inputs().stream().map(slot -> read(slot, arenas)).toList();
        List<double[]> outputs =
                launch.op() instanceof Region region ? RegionOracle.evaluate(region, inputs) : evaluate(launch, inputs);
        for (int i = 0; i < outputs.size(); i++) {
            Slot slot = launch.outputs().get(i);
            arena(slot, arenas)
                    .write(slot.offset(), outputs.get(i), 0, (int) slot.shape().size());
        }
    }

    private static List<double[]> evaluate(Launch launch, List<double[]> data) {
        Oracle oracle = new Oracle();
        List<Value> inputs = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            Slot slot = launch.inputs().get(i);
            Kind kind = slot.dataType() == DataType.INT32 ? Kind.INT : Kind.FLOAT;
            Value input = Value.of(new Input("in" + i, new TensorType(kind, slot.shape())));
            oracle.set(input, data.get(i));
            inputs.add(input);
        }
        Node node = Node.of(launch.op(), inputs);
        return launch.op() instanceof Constant constant
                ? List.of(filled(launch.outputs().get(0), constant.value()))
                : oracle.evaluate(node.outputs());
    }

    private static double[] filled(Slot slot, double value) {
        double[] all = new double[(int) slot.shape().size()];
        Arrays.fill(all, value);
        return all;
    }

    private static double[] read(Slot slot, Map<String, Arena> arenas) {
        double[] numbers = new double[(int) slot.shape().size()];
        arena(slot, arenas).read(slot.offset(), numbers, 0, numbers.length);
        return numbers;
    }

    private static Arena arena(Slot slot, Map<String, Arena> arenas) {
        Arena arena = arenas.get(slot.arena());
        if (arena == null) {
            throw new IllegalStateException("expected an arena for " + slot + " but got " + arenas.keySet());
        }
        return arena;
    }

    @Override
    public void close() {}
}
