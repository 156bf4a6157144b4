package dev.hebb.backend.cpu;

import dev.hebb.backend.BackendException;
import dev.hebb.compile.Launch;
import dev.hebb.compile.Plan;
import dev.hebb.compile.Slot;
import dev.hebb.graph.ElementwiseOp;
import dev.hebb.graph.Op;
import dev.hebb.graph.op.ArgMax;
import dev.hebb.graph.op.BroadcastTo;
import dev.hebb.graph.op.Cast;
import dev.hebb.graph.op.Concatenate;
import dev.hebb.graph.op.Constant;
import dev.hebb.graph.op.DropoutMask;
import dev.hebb.graph.op.GatherRows;
import dev.hebb.graph.op.Identity;
import dev.hebb.graph.op.MatrixProduct;
import dev.hebb.graph.op.Max;
import dev.hebb.graph.op.OneHot;
import dev.hebb.graph.op.Pad;
import dev.hebb.graph.op.Reshape;
import dev.hebb.graph.op.ScatterAddRows;
import dev.hebb.graph.op.Slice;
import dev.hebb.graph.op.Sum;
import dev.hebb.graph.op.Transpose;
import java.util.List;
import java.util.Map;

/** Turns launches into commands on the memory of their slots. */
final class Linker {
    private final Map<String, CpuArena> arenas;
    private final Tape tape = new Tape();
    private final Memory scratch;

    /** Allocates scratch, which the caller closes. */
    Linker(Plan plan, Map<String, CpuArena> arenas) {
        this.arenas = arenas;
        long blocks = plan.launches().stream()
                .filter(launch -> launch.op() instanceof ElementwiseOp)
                .mapToLong(launch -> Programs.blocks(((ElementwiseOp) launch.op()).program()))
                .max()
                .orElse(0);
        this.scratch = new Memory("scratch", Math.max(1, blocks) * Programs.BLOCK_BYTES);
    }

    Memory scratch() {
        return scratch;
    }

    /** The commands of a plan. */
    Tape link(Plan plan) {
        for (int i = 0; i < plan.launches().size(); i++) {
            tape.launch(i);
            Launch launch = plan.launches().get(i);
            try {
                link(launch);
            } catch (RuntimeException e) {
                throw new BackendException(
                        "the cpu backend cannot run " + launch.op() + " on " + launch.inputs() + ": " + e.getMessage(),
                        e);
            }
        }
        return tape;
    }

    private void link(Launch launch) {
        List<Tensor> inputs = launch.inputs().stream().map(this::tensor).toList();
        List<Tensor> outputs = launch.outputs().stream().map(this::tensor).toList();
        if (outputs.stream().allMatch(output -> output.size() == 0)) {
            return;
        }
        if (launch.op() instanceof ElementwiseOp op) {
            elementwise(op, inputs, outputs);
        } else {
            primitive(launch.op(), inputs, outputs.get(0));
        }
    }

    private Tensor tensor(Slot slot) {
        CpuArena arena = arenas.get(slot.arena());
        if (arena == null) {
            throw new AssertionError("no arena for " + slot);
        }
        long address =
                arena.memory().address() + slot.offset() * slot.dataType().bytes();
        return new Tensor(address, slot.dataType(), slot.shape());
    }

    private void elementwise(ElementwiseOp op, List<Tensor> inputs, List<Tensor> outputs) {
        if (op instanceof Identity) {
            Movements.copy(tape, inputs.get(0), outputs.get(0));
        } else if (op instanceof Constant constant) {
            Movements.fill(tape, outputs.get(0), constant.value());
        } else {
            Programs.of(tape, scratch.address(), op.program(), inputs, outputs);
        }
    }

    private void primitive(Op op, List<Tensor> in, Tensor out) {
        Tensor x = in.get(0);
        if (op instanceof MatrixProduct product) {
            Products.of(tape, product, x, in.get(1), out);
        } else if (op instanceof Sum sum) {
            Reductions.sum(tape, x, out, sum.axes());
        } else if (op instanceof Max max) {
            Reductions.max(tape, x, out, max.axes());
        } else if (op instanceof ArgMax argMax) {
            Reductions.argMax(tape, x, out, argMax.axis());
        } else if (op instanceof Transpose transpose) {
            Movements.transpose(tape, x, out, transpose.permutation(x.shape()));
        } else if (op instanceof BroadcastTo || op instanceof Reshape) {
            Movements.copy(tape, x, out);
        } else if (op instanceof Cast) {
            Rows.fromInt(tape, x, out);
        } else if (op instanceof Slice slice) {
            Movements.slice(tape, x, out, slice.axis(), slice.from());
        } else if (op instanceof Pad pad) {
            Movements.fill(tape, out, 0);
            Movements.concatenate(tape, List.of(x), out, pad.axis(), pad.before());
        } else if (op instanceof Concatenate concatenate) {
            Movements.concatenate(tape, in, out, concatenate.axis(), 0);
        } else {
            indexed(op, in, out);
        }
    }

    private void indexed(Op op, List<Tensor> in, Tensor out) {
        Tensor x = in.get(0);
        if (op instanceof GatherRows) {
            Rows.gather(tape, x, in.get(1), out);
        } else if (op instanceof ScatterAddRows) {
            Rows.scatterAdd(tape, x, in.get(1), out);
        } else if (op instanceof OneHot oneHot) {
            Rows.oneHot(tape, x, out, oneHot.depth());
        } else if (op instanceof DropoutMask mask) {
            Rows.dropoutMask(tape, mask, x, out);
        } else {
            throw new AssertionError(op);
        }
    }
}
