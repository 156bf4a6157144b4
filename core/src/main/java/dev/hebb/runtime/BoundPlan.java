package dev.hebb.runtime;

import dev.hebb.backend.Arena;
import dev.hebb.backend.Executable;
import dev.hebb.compile.Plan;
import dev.hebb.compile.Slot;
import dev.hebb.shape.DataType;
import dev.hebb.shape.Shape;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A plan with its memory: write the inputs, run, read the outputs. One thread at a time. */
public final class BoundPlan implements AutoCloseable {
    private final Plan plan;
    private final Executable executable;
    private final Map<String, Arena> arenas;
    private final List<Arena> owned;
    private final Consumer<BoundPlan> whenClosed;

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
    }

    public Plan plan() {
        return plan;
    }

    /** Whether the plan reads an input of this name at all. */
    public boolean hasInput(String name) {
        return plan.inputs().containsKey(name);
    }

    private static Slot slot(Map<String, Slot> slots, String name) {
        Slot slot = slots.get(name);
        if (slot == null) {
            throw new IllegalArgumentException(
                    "expected one of " + slots.keySet() + " but got '" + name + "' in a plan");
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

    private static void requireRoom(Slot slot, String name, long start, long count) {
        if (start < 0 || count < 0 || start > slot.shape().size() - count) {
            throw new IllegalArgumentException("expected a range within the elements of " + slot.shape() + " but got "
                    + count + " from " + start + " for " + name);
        }
    }

    /** Writes {@code count} numbers to the input's elements from {@code at}. */
    public void write(String input, long at, float[] from, int start, int count) {
        Slot slot = slot(plan.inputs(), input);
        requireRoom(slot, input, at, count);
        arena(slot).write(slot.offset() + at, from, start, count);
    }

    /** Writes {@code count} numbers to the input's elements from {@code at}. */
    public void write(String input, long at, double[] from, int start, int count) {
        Slot slot = slot(plan.inputs(), input);
        requireRoom(slot, input, at, count);
        arena(slot).write(slot.offset() + at, from, start, count);
    }

    /** Writes {@code count} numbers to the input's elements from {@code at}. */
    public void write(String input, long at, int[] from, int start, int count) {
        Slot slot = slot(plan.inputs(), input);
        requireRoom(slot, input, at, count);
        arena(slot).write(slot.offset() + at, from, start, count);
    }

    /** Writes the whole input, whatever the order, strides and type of {@code array}; it is left as it is. */
    public void write(String input, INDArray array) {
        Slot slot = slot(plan.inputs(), input);
        if (!slot.shape().equals(Shape.of(array.shape()))) {
            throw new IllegalArgumentException(
                    "expected " + slot.shape() + " but got " + Shape.of(array.shape()) + " for " + input);
        }
        arena(slot).write(slot.offset(), array);
    }

    public void run() {
        executable.run();
    }

    /** Reads the output's first {@code count} elements. */
    public void read(String output, double[] into, int start, int count) {
        Slot slot = slot(plan.outputs(), output);
        requireRoom(slot, output, 0, count);
        arena(slot).read(slot.offset(), into, start, count);
    }

    /** Reads the output's first {@code count} elements. */
    public void read(String output, float[] into, int start, int count) {
        Slot slot = slot(plan.outputs(), output);
        requireRoom(slot, output, 0, count);
        arena(slot).read(slot.offset(), into, start, count);
    }

    /** Reads the output's first {@code count} elements, which are INT. */
    public void read(String output, int[] into, int start, int count) {
        Slot slot = slot(plan.outputs(), output);
        requireRoom(slot, output, 0, count);
        if (slot.dataType() != DataType.INT32) {
            throw new IllegalArgumentException("expected an int output but got " + slot.dataType() + " for " + output);
        }
        arena(slot).read(slot.offset(), into, start, count);
    }

    /** The output as a new array that the caller closes. */
    public INDArray read(String output) {
        Slot slot = slot(plan.outputs(), output);
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
