package dev.hebb.runtime;

import dev.hebb.backend.Arena;
import dev.hebb.backend.Executable;
import dev.hebb.compile.Plan;
import dev.hebb.compile.Slot;
import dev.hebb.shape.DataType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A plan with its memory: write the inputs, run, read the outputs. One thread at a time. */
public final class BoundPlan implements AutoCloseable {
    private final Plan plan;
    private final Executable executable;
    private final Map<String, Arena> arenas;
    private final List<Arena> owned;
    private final Consumer<BoundPlan> whenClosed;
    private final Map<String, PlanInput> inputs = new HashMap<>();

    BoundPlan(
            Plan plan,
            Executable executable,
            Map<String, Arena> arenas,
            List<Arena> owned,
            Consumer<BoundPlan> whenClosed) {
        this.plan = plan;
        this.executable = executable;
        this.arenas = Map.copyOf(arenas);
        this.owned = List.copyOf(owned);
        this.whenClosed = whenClosed;
        plan.inputs().forEach((name, slot) -> inputs.put(name, new PlanInput(name, slot, arena(slot))));
    }

    public Plan plan() {
        return plan;
    }

    /** The plan's text with how the backend runs each launch, where it says: on {@code cpu} {@code fused} or {@code machine} for each program. */
    public String text() {
        return plan.text(executable::how);
    }

    /** Whether the plan reads an input of this name at all. */
    public boolean hasInput(String name) {
        return inputs.containsKey(name);
    }

    private Slot output(String name) {
        Slot slot = plan.outputs().get(name);
        if (slot == null) {
            throw new IllegalArgumentException(
                    "expected one of " + plan.outputs().keySet() + " but got '" + name + "' in a plan");
        }
        return slot;
    }

    private Arena arena(Slot slot) {
        Arena arena = arenas.get(slot.arena());
        if (arena == null) {
            throw new AssertionError(slot);
        }
        return arena;
    }

    /**
     * The input of this name.
     *
     * @throws IllegalArgumentException where the plan has none
     */
    public PlanInput input(String name) {
        PlanInput input = inputs.get(name);
        if (input == null) {
            throw new IllegalArgumentException(
                    "expected one of " + inputs.keySet() + " but got '" + name + "' in a plan");
        }
        return input;
    }

    /** The input of this name; empty where the plan does not read it. */
    public Optional<PlanInput> inputIfRead(String name) {
        return Optional.ofNullable(inputs.get(name));
    }

    /** @see PlanInput#write(long, float[], int, int) */
    public void write(String input, long at, float[] from, int start, int count) {
        input(input).write(at, from, start, count);
    }

    /** @see PlanInput#write(long, double[], int, int) */
    public void write(String input, long at, double[] from, int start, int count) {
        input(input).write(at, from, start, count);
    }

    /** @see PlanInput#write(long, int[], int, int) */
    public void write(String input, long at, int[] from, int start, int count) {
        input(input).write(at, from, start, count);
    }

    /** @see PlanInput#write(INDArray) */
    public void write(String input, INDArray array) {
        input(input).write(array);
    }

    public void run() {
        executable.run();
    }

    /** For many runs by one thread: keeps the memory open until {@link #letGo()}, so that each run and each write of an input is some nanoseconds shorter. */
    public void hold() {
        executable.hold();
    }

    /** Ends one {@link #hold()}, by the thread that held. */
    public void letGo() {
        executable.letGo();
    }

    /** Reads the output's first {@code count} elements. */
    public void read(String output, double[] into, int start, int count) {
        Slot slot = output(output);
        PlanInput.requireRoom(slot, output, 0, count);
        arena(slot).read(slot.offset(), into, start, count);
    }

    /** Reads the output's first {@code count} elements. */
    public void read(String output, float[] into, int start, int count) {
        Slot slot = output(output);
        PlanInput.requireRoom(slot, output, 0, count);
        arena(slot).read(slot.offset(), into, start, count);
    }

    /** Reads the output's first {@code count} elements, which are INT. */
    public void read(String output, int[] into, int start, int count) {
        Slot slot = output(output);
        PlanInput.requireRoom(slot, output, 0, count);
        if (slot.dataType() != DataType.INT32) {
            throw new IllegalArgumentException("expected an int output but got " + slot.dataType() + " for " + output);
        }
        arena(slot).read(slot.offset(), into, start, count);
    }

    /** The output as a new array that the caller closes. */
    public INDArray read(String output) {
        Slot slot = output(output);
        return arena(slot).read(slot.offset(), slot.shape());
    }

    /** Frees what this plan alone owns; states stay. Idempotent; a run after it is an {@link IllegalStateException}. */
    @Override
    public void close() {
        executable.close();
        owned.forEach(Arena::close);
        whenClosed.accept(this);
    }
}
