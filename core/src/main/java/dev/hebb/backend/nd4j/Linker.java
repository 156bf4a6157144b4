package dev.hebb.backend.nd4j;

import dev.hebb.backend.BackendException;
import dev.hebb.backend.Blocks;
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

/** Turns launches into kernels on the memory of their slots. */
final class Linker {
    private final Map<String, Nd4jArena> arenas;
    private final Scratch scratch;

    /** @param blocks to which scratch memory is added */
    Linker(Plan plan, Map<String, Nd4jArena> arenas, Blocks blocks) {
        this.arenas = arenas;
        this.scratch = new Scratch(plan.precision().of(dev.hebb.shape.Kind.FLOAT), registerElements(plan), blocks);
    }

    private static long registerElements(Plan plan) {
        return plan.launches().stream()
                .filter(launch -> launch.op() instanceof ElementwiseOp)
                .flatMap(launch -> launch.outputs().stream())
                .mapToLong(slot -> slot.shape().size())
                .max()
                .orElse(1);
    }

    /** The kernels of one launch, in order; none where it computes nothing. */
    List<Kernel> link(Launch launch) {
        List<Tensor> inputs = launch.inputs().stream().map(this::tensor).toList();
        List<Tensor> outputs = launch.outputs().stream().map(this::tensor).toList();
        if (outputs.stream().allMatch(output -> output.size() == 0)) {
            return List.of();
        }
        try {
            if (launch.op() instanceof ElementwiseOp op) {
                return elementwise(op, inputs, outputs);
            }
            return primitive(launch.op(), inputs, outputs.get(0));
        } catch (RuntimeException e) {
            throw new BackendException(
                    "ND4J cannot run " + launch.op() + " on " + launch.inputs() + ": " + e.getMessage(), e);
        }
    }

    private Tensor tensor(Slot slot) {
        Nd4jArena arena = arenas.get(slot.arena());
        if (arena == null) {
            throw new AssertionError("no arena for " + slot);
        }
        return new Tensor(arena, slot.offset(), slot.shape());
    }

    private List<Kernel> elementwise(ElementwiseOp op, List<Tensor> inputs, List<Tensor> outputs) {
        if (op instanceof Identity) {
            return List.of(Movements.copy(inputs.get(0), outputs.get(0)));
        } else if (op instanceof Constant constant) {
            Tensor output = outputs.get(0);
            return List.of(() -> output.fill(constant.value()));
        }
        return ProgramKernels.of(op.program(), inputs, outputs, scratch);
    }

    private static List<Kernel> primitive(Op op, List<Tensor> in, Tensor out) {
        Tensor x = in.get(0);
        if (op instanceof MatrixProduct product) {
            return Products.of(product, x, in.get(1), out);
        } else if (op instanceof Sum sum) {
            return List.of(Reductions.sum(x, out, sum.axes()));
        } else if (op instanceof Max max) {
            return List.of(Reductions.max(x, out, max.axes()));
        } else if (op instanceof ArgMax argMax) {
            return List.of(Reductions.argMax(x, out, argMax.axis()));
        } else if (op instanceof Transpose transpose) {
            return List.of(Movements.transpose(x, out, transpose.permutation(x.shape())));
        } else if (op instanceof BroadcastTo || op instanceof Cast || op instanceof Reshape) {
            return List.of(Movements.copy(x, out));
        } else if (op instanceof Slice slice) {
            return List.of(Movements.slice(x, out, slice.axis(), slice.from()));
        } else if (op instanceof Pad pad) {
            Kernel clear = () -> out.fill(0);
            return x.size() == 0 ? List.of(clear) : List.of(clear, Movements.insert(x, out, pad.axis(), pad.before()));
        } else if (op instanceof Concatenate concatenate) {
            return Movements.concatenate(in, out, concatenate.axis());
        } else if (op instanceof GatherRows) {
            return List.of(Rows.gather(x, in.get(1), out));
        } else if (op instanceof ScatterAddRows) {
            return List.of(Rows.scatterAdd(x, in.get(1), out));
        } else if (op instanceof OneHot oneHot) {
            return List.of(Rows.oneHot(x, out, oneHot.depth()));
        } else if (op instanceof DropoutMask mask) {
            return List.of(Rows.dropoutMask(mask, x, out));
        }
        throw new AssertionError(op);
    }
}
