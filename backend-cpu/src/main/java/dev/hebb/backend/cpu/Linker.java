package dev.hebb.backend.cpu;

import dev.hebb.backend.BackendException;
import dev.hebb.compile.Launch;
import dev.hebb.compile.Plan;
import dev.hebb.compile.Region;
import dev.hebb.compile.RegionPrinter;
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
import dev.hebb.shape.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Turns launches into commands on the memory of their slots. */
final class Linker {
    private static final String FUSED = "fused";
    private static final String MACHINE = "machine";
    private static final int WORD = Long.BYTES;
    /** What a division of elementwise work into tasks is worth, in bytes. */
    private static final long BYTES_PER_TASK = 1 << 18;

    private final List<Launch> launches;
    private final Map<String, CpuArena> arenas;
    private final Means means;
    private final String[] how;
    private final Tape tape = new Tape();
    private final Memory accumulators;

    /** Allocates accumulators, which the caller closes. */
    Linker(Plan plan, Map<String, CpuArena> arenas, Means means) {
        this.arenas = arenas;
        this.means = means;
        this.launches = plan.launches();
        this.how = new String[launches.size()];
        Arrays.fill(how, "");
        long bytes = launches.stream().mapToLong(this::accumulatorBytes).max().orElse(0);
        this.accumulators = new Memory("sums", Math.max(WORD, bytes));
    }

    private long accumulatorBytes(Launch launch) {
        if (launch.op() instanceof Region region) {
            return RegionCommand.accumulatorBytes(region);
        } else if (launch.op() instanceof MatrixProduct op) {
            return product(op, tensors(launch.inputs()), tensor(launch.outputs().get(0)))
                    .halfBytes();
        }
        return 0;
    }

    private Products product(MatrixProduct op, List<Tensor> in, Tensor out) {
        return Products.of(op, in.get(0), in.get(1), out, means.libraries());
    }

    Memory accumulators() {
        return accumulators;
    }

    /** The commands of the plan. */
    Tape link() {
        for (int i = 0; i < launches.size(); i++) {
            try {
                i = linkFrom(i);
            } catch (RuntimeException e) {
                Launch launch = launches.get(i);
                throw new BackendException(
                        "the cpu backend cannot run " + launch.op() + " on " + launch.inputs() + ": " + e.getMessage(),
                        e);
            }
        }
        return tape;
    }

    /** Links launch {@code i}, and those that run with it; the last of them. */
    private int linkFrom(int i) {
        boolean isApart = isApart(i);
        if (isApart) {
            tape.launch(i + 1);
            link(i + 1, launches.get(i + 1));
        }
        tape.launch(i);
        int joined = isApart ? i + 2 : i + 1;
        if (linkTogether(i, joined)) {
            return joined;
        }
        link(i, launches.get(i));
        return i;
    }

    private List<Tensor> tensors(List<Slot> slots) {
        return slots.stream().map(this::tensor).toList();
    }

    private void link(int i, Launch launch) {
        List<Tensor> inputs = tensors(launch.inputs());
        List<Tensor> outputs = tensors(launch.outputs());
        if (outputs.stream().allMatch(output -> output.size() == 0)) {
            return;
        }
        if (launch.op() instanceof ElementwiseOp op) {
            elementwise(i, op, inputs, outputs);
        } else if (launch.op() instanceof Region region) {
            region(i, RegionInputs.of(region, inputs), outputs);
        } else if (launch.op() instanceof MatrixProduct op) {
            product(op, inputs, outputs.get(0)).write(tape, means.threads(), accumulators.address());
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

    private void elementwise(int i, ElementwiseOp op, List<Tensor> inputs, List<Tensor> outputs) {
        if (op instanceof Identity) {
            Movements.copy(tape, inputs.get(0), outputs.get(0));
        } else if (op instanceof Constant constant) {
            Movements.fill(tape, outputs.get(0), constant.value());
        } else {
            region(i, RegionInputs.of(op.program(), inputs, outputs), outputs);
        }
    }

    private void region(int i, RegionInputs inputs, List<Tensor> outputs) {
        Region region = inputs.region();
        tape.begin(Command.PROGRAM, outputs.get(0).dataType());
        writeRegion(i, inputs, outputs);
        long worth = RegionCommand.traffic(region) / BYTES_PER_TASK;
        tape.tasks(
                means.threads() == 1
                        ? 1
                        : Math.max(1, Math.min(worth, Math.min(RegionCommand.units(region), 4L * means.threads()))));
    }

    private void writeRegion(int launch, RegionInputs inputs, List<Tensor> outputs) {
        Region region = inputs.region();
        OptionalInt kernel = inputs.isPlain() && outputs.get(0).dataType() == DataType.FLOAT32
                ? means.catalogue().find(region)
                : OptionalInt.empty();
        long address = kernel.isPresent() ? Native.kernel(kernel.getAsInt()) : 0;
        how[launch] = address == 0 ? MACHINE : FUSED;
        long numbers = address == 0 ? 0 : RegionPrinter.buffers(region) * region.columns();
        new RegionCommand(inputs, outputs).write(tape, address, numbers, accumulators.address());
    }

    /** How a launch runs, where it is a program: by a kernel printed for it, or on the machine. */
    String how(int launch) {
        return how[launch];
    }

    /** Writes launches i and j as one command if they can be: see {@link ProductRegion}. */
    private boolean linkTogether(int i, int j) {
        Optional<ProductRegion> both = together(i, j);
        both.ifPresent(joined -> {
            tape.begin(Command.PRODUCT_AND_PROGRAM, joined.dataType());
            joined.writeProduct(tape);
            writeRegion(j, joined.inputs(), joined.outputs());
            tape.tasks(joined.tasks(means.threads()));
        });
        return both.isPresent();
    }

    private Optional<ProductRegion> together(int i, int j) {
        if (j >= launches.size()
                || !(launches.get(i).op() instanceof MatrixProduct op)
                || !(launches.get(j).op() instanceof Region region)) {
            return Optional.empty();
        }
        Launch first = launches.get(i);
        Launch second = launches.get(j);
        Products product =
                product(op, tensors(first.inputs()), tensor(first.outputs().get(0)));
        return ProductRegion.of(
                product,
                second.inputs().indexOf(first.outputs().get(0)),
                RegionInputs.of(region, tensors(second.inputs())),
                tensors(second.outputs()));
    }

    /** Whether the launch after {@code i} has nothing to do with it, so that it may run before it and the one behind it together with {@code i}. */
    private boolean isApart(int i) {
        if (i + 2 >= launches.size() || together(i, i + 2).isEmpty()) {
            return false;
        }
        List<Tensor> made = tensors(launches.get(i).outputs());
        List<Tensor> read = tensors(launches.get(i).inputs());
        List<Tensor> otherMade = tensors(launches.get(i + 1).outputs());
        List<Tensor> otherRead = tensors(launches.get(i + 1).inputs());
        return !overlap(made, otherMade) && !overlap(made, otherRead) && !overlap(read, otherMade);
    }

    private static boolean overlap(List<Tensor> some, List<Tensor> others) {
        return some.stream().anyMatch(tensor -> others.stream().anyMatch(tensor::overlaps));
    }

    private void primitive(Op op, List<Tensor> in, Tensor out) {
        Tensor x = in.get(0);
        if (op instanceof Sum sum) {
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
            Rows.dropoutMask(tape, mask, x, out, means.threads());
        } else {
            throw new AssertionError(op);
        }
    }
}
