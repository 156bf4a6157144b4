package dev.hebb.compile;

import dev.hebb.graph.op.Constant;
import dev.hebb.shape.DataType;
import dev.hebb.shape.Precision;
import dev.hebb.shape.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * A compiled graph: kernel calls with fixed places in a few arenas. Immutable; a backend links it to memory and runs it.
 *
 * @param precision of the FLOAT tensors
 * @param arenas everything the launches touch; of a STATE arena only as many elements as this plan reaches
 * @param inputs where the fed values go, by name
 * @param outputs where results are read, by name
 * @param launches in order
 * @param lifetimes of the workspace's slots
 */
public record Plan(
        Precision precision,
        List<ArenaSpec> arenas,
        Map<String, Slot> inputs,
        Map<String, Slot> outputs,
        List<Launch> launches,
        List<Lifetime> lifetimes) {
    public Plan {
        arenas = List.copyOf(arenas);
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        launches = List.copyOf(launches);
        lifetimes = List.copyOf(lifetimes);
    }

    /** The bytes of every arena that belongs to this plan alone. */
    public long privateBytes() {
        return arenas.stream()
                .filter(arena -> arena.role() != ArenaSpec.Role.STATE)
                .mapToLong(ArenaSpec::bytes)
                .sum();
    }

    /** The bytes of the temporaries. */
    public long workspaceBytes() {
        return arenas.stream()
                .filter(arena -> arena.role() == ArenaSpec.Role.WORKSPACE)
                .mapToLong(ArenaSpec::bytes)
                .sum();
    }

    /**
     * This plan with every float slot of the workspace filled with NaN as soon as nobody needs it. It gives the same results exactly when no slot is
     * used outside its lifetime: the test of the memory plan.
     */
    public Plan poisoned() {
        List<Launch> withPoison = new ArrayList<>();
        for (int i = 0; i < launches.size(); i++) {
            withPoison.add(launches.get(i));
            for (Lifetime lifetime : lifetimes) {
                Slot slot = lifetime.slot();
                if (lifetime.last() == i && slot.dataType() != DataType.INT32) {
                    Slot flat = slot.as(Shape.of(slot.shape().size()));
                    withPoison.add(new Launch(new Constant(Double.NaN), List.of(), List.of(flat), "poison"));
                }
            }
        }
        return new Plan(precision, arenas, inputs, outputs, withPoison, List.of());
    }

    /** The stable text form: arenas, inputs, outputs, then a line per launch. */
    public String text() {
        return text(launch -> "");
    }

    /** As {@link #text()}, with what {@code how} says of each launch, by its number, where that is not empty. */
    public String text(IntFunction<String> how) {
        StringBuilder text = new StringBuilder("plan ").append(precision).append('\n');
        for (ArenaSpec arena : arenas) {
            text.append("  arena ")
                    .append(arena)
                    .append(' ')
                    .append(arena.bytes())
                    .append(" bytes\n");
        }
        inputs.forEach((name, slot) ->
                text.append("  input ").append(name).append(' ').append(slot).append('\n'));
        outputs.forEach((name, slot) ->
                text.append("  output ").append(name).append(' ').append(slot).append('\n'));
        for (int i = 0; i < launches.size(); i++) {
            Launch launch = launches.get(i);
            text.append(String.format(
                    "  %3d %s(%s) -> %s", i, launch.op(), slots(launch.inputs()), slots(launch.outputs())));
            text.append(launch.scope().isEmpty() ? "" : " @" + launch.scope());
            text.append(how.apply(i).isEmpty() ? "\n" : ": " + how.apply(i) + "\n");
        }
        return text.toString();
    }

    private static String slots(List<Slot> slots) {
        return slots.stream().map(Slot::toString).collect(Collectors.joining(", "));
    }
}
