package dev.hebb.backend.cpu;

import dev.hebb.backend.BackendException;
import dev.hebb.backend.cpu.Chains.Chain;
import dev.hebb.backend.cpu.RowWork.Kind;
import dev.hebb.compile.Launch;
import dev.hebb.compile.Plan;
import dev.hebb.compile.Region;
import dev.hebb.compile.RegionPrinter;
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
import java.util.OptionalInt;

/** Turns launches into commands on the memory of their slots. */
final class Linker {
    private static final String FUSED = "fused";
    private static final String MACHINE = "machine";
    private static final int ALIGNMENT = 64;

    private final List<Launch> launches;
    private final Tensors tensors;
    private final Means means;
    private final List<Chain> chains;
    private final String[] how;
    private final Tape tape = new Tape();
    private final Memory accumulators;
    /** What of the accumulators the command that is being written has taken, in bytes. */
    private long taken;

    /** Allocates accumulators, which the caller closes. */
    Linker(Plan plan, Map<String, CpuArena> arenas, Means means) {
        this.launches = plan.launches();
        this.tensors = new Tensors(arenas);
        this.means = means;
        this.chains = new Chains(launches, tensors, means).all();
        this.how = new String[launches.size()];
        Arrays.fill(how, "");
        long bytes = 0;
        for (Chain chain : chains) {
            bytes = Math.max(bytes, accumulatorBytes(chain.members()));
            for (int moved : chain.moved()) {
                bytes = Math.max(bytes, accumulatorBytes(List.of(moved)));
            }
        }
        this.accumulators = new Memory("sums", Math.max(ALIGNMENT, bytes));
    }

    private long accumulatorBytes(List<Integer> together) {
        return together.stream()
                .mapToLong(i -> aligned(accumulatorBytes(launches.get(i))))
                .sum();
    }

    private static long aligned(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private long accumulatorBytes(Launch launch) {
        if (launch.op() instanceof Region region) {
            return RegionCommand.accumulatorBytes(region);
        } else if (launch.op() instanceof MatrixProduct op) {
            return product(op, launch).halfBytes();
        }
        return 0;
    }

    private Products product(MatrixProduct op, Launch launch) {
        List<Tensor> in = tensors.of(launch.inputs());
        return Products.of(op, in.get(0), in.get(1), tensors.of(launch.outputs().get(0)), means.libraries());
    }

    Memory accumulators() {
        return accumulators;
    }

    /** The address of that much of the accumulators, of which this command has taken nothing yet. */
    private long take(long bytes) {
        long address = accumulators.address() + taken;
        taken += aligned(bytes);
        return address;
    }

    /** The commands of the plan. */
    Tape link() {
        for (Chain chain : chains) {
            chain.moved().forEach(this::linkOne);
            if (chain.isOne()) {
                linkOne(chain.members().get(0));
            } else {
                link(chain.members().get(0), () -> link(chain));
            }
        }
        return tape;
    }

    private void linkOne(int i) {
        link(i, () -> link(i, launches.get(i)));
    }

    /** Writes a command, whose first launch is {@code i}. */
    private void link(int i, Runnable write) {
        tape.launch(i);
        taken = 0;
        try {
            write.run();
        } catch (RuntimeException e) {
            Launch launch = launches.get(i);
            throw new BackendException(
                    "the cpu backend cannot run " + launch.op() + " on " + launch.inputs() + ": " + e.getMessage(), e);
        }
    }

    private void link(Chain chain) {
        Launch first = launches.get(chain.members().get(0));
        long rows = chain.rows();
        tape.begin(Command.CHAIN, first.outputs().get(0).dataType())
                .add(chain.members().size())
                .add(rows)
                .add(RegionCommand.units(rows))
                .add(RegionCommand.rowsPerUnit(rows))
                .add(chain.unitsAtOnce());
        for (int member : chain.members()) {
            int start = tape.place();
            Launch launch = launches.get(member);
            tape.add(0);
            if (launch.op() instanceof MatrixProduct op) {
                Products product = product(op, launch);
                tape.add((op.transposeA() ? Kind.SUM : Kind.PRODUCT).ordinal());
                product.writeArguments(tape, 1, 1, product.isHalved() ? take(product.halfBytes()) : 0);
            } else {
                tape.add(Kind.REGION.ordinal());
                writeRegion(
                        member,
                        RegionInputs.of((Region) launch.op(), tensors.of(launch.inputs())),
                        tensors.of(launch.outputs()));
            }
            tape.setLength(start);
        }
        tape.tasks(chain.tasks());
    }

    private void link(int i, Launch launch) {
        List<Tensor> inputs = tensors.of(launch.inputs());
        List<Tensor> outputs = tensors.of(launch.outputs());
        if (outputs.stream().allMatch(output -> output.size() == 0)) {
            return;
        }
        if (launch.op() instanceof ElementwiseOp op) {
            elementwise(i, op, inputs, outputs);
        } else if (launch.op() instanceof Region region) {
            region(i, RegionInputs.of(region, inputs), outputs);
        } else if (launch.op() instanceof MatrixProduct op) {
            Products product = product(op, launch);
            product.write(tape, means.threads(), take(product.halfBytes()));
        } else {
            primitive(launch.op(), inputs, outputs.get(0));
        }
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
        tape.tasks(RegionCommand.tasks(region, means.threads()));
    }

    private void writeRegion(int launch, RegionInputs inputs, List<Tensor> outputs) {
        Region region = inputs.region();
        OptionalInt kernel = inputs.isPlain() && outputs.get(0).dataType() == DataType.FLOAT32
                ? means.catalogue().find(region)
                : OptionalInt.empty();
        long address = kernel.isPresent() ? Native.kernel(kernel.getAsInt()) : 0;
        how[launch] = address == 0 ? MACHINE : FUSED;
        long numbers = address == 0 ? 0 : RegionPrinter.buffers(region) * region.columns();
        new RegionCommand(inputs, outputs).write(tape, address, numbers, take(RegionCommand.accumulatorBytes(region)));
    }

    /** How a launch runs, where it is a program: by a kernel printed for it, or on the machine. */
    String how(int launch) {
        return how[launch];
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
