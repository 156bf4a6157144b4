package dev.hebb.backend.nd4j;

import dev.hebb.expr.BinaryFunction;
import dev.hebb.expr.Program;
import dev.hebb.expr.Program.Instruction;
import dev.hebb.expr.UnaryFunction;
import dev.hebb.shape.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.floating.RSqrt;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Abs;
import org.nd4j.linalg.api.ops.impl.transforms.same.Negative;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Cos;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sin;

/**
 * An elementwise launch, instruction by instruction. A result has the shape its operands broadcast to, so what depends on scalars only stays a scalar. It is
 * written straight to its output where no input that lies there is needed any more, else to a register.
 */
final class ProgramKernels {
    private static final int ALWAYS = Integer.MAX_VALUE;

    private final Program program;
    private final List<Tensor> inputs;
    private final List<Tensor> outputs;
    private final Scratch scratch;
    private final List<Kernel> kernels = new ArrayList<>();
    private final @Nullable Double[] constants;
    private final @Nullable Tensor[] tensors;
    private final int[] lastUse;
    private final boolean[] written;

    private ProgramKernels(Program program, List<Tensor> inputs, List<Tensor> outputs, Scratch scratch) {
        this.program = program;
        this.inputs = inputs;
        this.outputs = outputs;
        this.scratch = scratch;
        int registers = program.inputs() + program.instructions().size();
        this.constants = new Double[registers];
        this.tensors = new Tensor[registers];
        this.lastUse = new int[registers];
        this.written = new boolean[outputs.size()];
    }

    /** @param outputs not empty, and in memory of their own except that one may lie exactly on an input of its shape */
    static List<Kernel> of(Program program, List<Tensor> inputs, List<Tensor> outputs, Scratch scratch) {
        return new ProgramKernels(program, inputs, outputs, scratch).link();
    }

    private List<Kernel> link() {
        measure();
        for (int i = 0; i < inputs.size(); i++) {
            tensors[i] = lastUse[i] == ALWAYS && isOverwritten(i) ? saved(inputs.get(i)) : inputs.get(i);
        }
        for (int i = 0; i < program.instructions().size(); i++) {
            link(i, program.instructions().get(i));
        }
        for (int o = 0; o < outputs.size(); o++) {
            Tensor result = tensor(program.outputs().get(o));
            if (!written[o] && !result.equals(outputs.get(o))) {
                kernels.add(Movements.copy(result, outputs.get(o)));
            }
        }
        Arrays.stream(tensors).forEach(this::give);
        return kernels;
    }

    private void measure() {
        Arrays.fill(lastUse, -1);
        for (int i = 0; i < program.instructions().size(); i++) {
            for (int operand : program.instructions().get(i).operands()) {
                lastUse[operand] = i;
            }
        }
        program.outputs().forEach(output -> lastUse[output] = ALWAYS);
    }

    /** Whether an input that is itself an output lies where another output goes. */
    private boolean isOverwritten(int input) {
        for (int o = 0; o < outputs.size(); o++) {
            if (program.outputs().get(o) != input && outputs.get(o).overlaps(inputs.get(input))) {
                return true;
            }
        }
        return false;
    }

    private Tensor saved(Tensor input) {
        Tensor copy = scratch.take(input.shape());
        kernels.add(Movements.copy(input, copy));
        return copy;
    }

    private void link(int index, Instruction instruction) {
        int register = program.inputs() + index;
        Double folded = folded(instruction);
        if (folded != null) {
            constants[register] = folded;
            return;
        }
        List<Tensor> operands =
                instruction.operands().stream().map(this::tensor).toList();
        Shape shape = Shape.SCALAR;
        for (Tensor operand : operands) {
            shape = shape.broadcast(operand.shape());
        }
        int output = program.outputs().indexOf(register);
        boolean direct = output >= 0 && shape.equals(outputs.get(output).shape()) && isFree(outputs.get(output), index);
        Tensor z = direct ? outputs.get(output) : scratch.take(shape);
        if (direct) {
            written[output] = true;
        }
        if (shape.size() > 0) {
            emit(instruction, operands, z);
        }
        tensors[register] = z;
        for (int operand : instruction.operands()) {
            if (lastUse[operand] == index) {
                give(tensors[operand]);
                tensors[operand] = null;
            }
        }
    }

    private void give(@Nullable Tensor tensor) {
        if (tensor != null) {
            scratch.give(tensor);
        }
    }

    /** The value of an instruction on constants. */
    private @Nullable Double folded(Instruction instruction) {
        List<Integer> operands = instruction.operands();
        double[] values = new double[operands.size()];
        for (int i = 0; i < values.length; i++) {
            Double value = constants[operands.get(i)];
            if (value == null) {
                return null;
            }
            values[i] = value;
        }
        List<Integer> own = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            own.add(i);
        }
        return new Program(values.length, List.of(instruction.on(own)), List.of(values.length)).evaluate(values)[0];
    }

    private Tensor tensor(int register) {
        Double constant = constants[register];
        if (constant != null) {
            return scratch.constant(constant);
        }
        Tensor tensor = tensors[register];
        if (tensor == null) {
            throw new AssertionError("register " + register + " of " + program + " is used before it is defined");
        }
        return tensor;
    }

    /** Whether nothing reads an input that lies at {@code output} after instruction {@code index}, which reads and writes element by element. */
    private boolean isFree(Tensor output, int index) {
        for (int i = 0; i < inputs.size(); i++) {
            if (lastUse[i] > index && inputs.get(i).overlaps(output)) {
                return false;
            }
        }
        return true;
    }

    private void emit(Instruction instruction, List<Tensor> operands, Tensor z) {
        if (instruction instanceof Instruction.Apply1 f) {
            kernels.add(unary(f.function(), operands.get(0), z));
        } else if (instruction instanceof Instruction.Apply2 f) {
            binary(f.function(), operands.get(0), operands.get(1), z);
        } else if (instruction instanceof Instruction.Select) {
            List<Tensor> x = evened(operands, z);
            kernels.add(JavaKernels.select(x.get(0), x.get(1), x.get(2), z));
            giveCopies(x, operands);
        } else {
            throw new AssertionError(instruction);
        }
    }

    private static Kernel unary(UnaryFunction function, Tensor x, Tensor z) {
        INDArray from = x.flat(false);
        INDArray to = z.flat(false);
        return switch (function) {
            case NEGATE -> Calls.legacy(new Negative(from, to));
            case ABSOLUTE -> Calls.legacy(new Abs(from, to));
            case EXP -> Calls.legacy(new Exp(from, to));
            case LOG -> Calls.legacy(new Log(from, to));
            case SQRT -> Calls.legacy(new Sqrt(from, to));
            case RSQRT -> Calls.legacy(new RSqrt(from, to));
            case SIN -> Calls.legacy(new Sin(from, to));
            case COS -> Calls.legacy(new Cos(from, to));
            case EXPM1, LOG1P, TANH, ERF, SIGN -> JavaKernels.unary(function, x, z);
        };
    }

    private void binary(BinaryFunction function, Tensor x, Tensor y, Tensor z) {
        String name = nameInNd4j(function);
        if (name.isEmpty()) {
            List<Tensor> xy = evened(List.of(x, y), z);
            kernels.add(JavaKernels.binary(function, xy.get(0), xy.get(1), z));
            giveCopies(xy, List.of(x, y));
            return;
        }
        boolean flat = isEven(x, z) && isEven(y, z);
        INDArray a = flat ? x.flat(isScalar(x, z)) : x.view();
        INDArray b = flat ? y.flat(isScalar(y, z)) : y.view();
        INDArray c = flat ? z.flat(false) : z.view();
        if (function.isComparison()) {
            INDArray flags = scratch.flags(flat ? Shape.of(z.size()) : z.shape());
            kernels.add(Calls.custom(name, List.of(a, b), flags));
            kernels.add(Calls.copy(flags, c));
        } else {
            kernels.add(Calls.custom(name, List.of(a, b), c));
        }
    }

    private static boolean isScalar(Tensor operand, Tensor z) {
        return operand.size() == 1 && z.size() > 1;
    }

    private static boolean isEven(Tensor operand, Tensor z) {
        return operand.size() == 1 || operand.size() == z.size();
    }

    /** The operands with one element, or else as many as the result: copies of those that broadcast otherwise. */
    private List<Tensor> evened(List<Tensor> operands, Tensor z) {
        List<Tensor> even = new ArrayList<>();
        for (Tensor operand : operands) {
            if (isEven(operand, z)) {
                even.add(operand);
            } else {
                Tensor copy = scratch.take(z.shape());
                kernels.add(Movements.copy(operand, copy));
                even.add(copy);
            }
        }
        return even;
    }

    private void giveCopies(List<Tensor> even, List<Tensor> operands) {
        for (int i = 0; i < even.size(); i++) {
            if (!even.get(i).equals(operands.get(i))) {
                scratch.give(even.get(i));
            }
        }
    }

    /** ND4J's operation, or an empty text where it is not right for every number. */
    private static String nameInNd4j(BinaryFunction function) {
        return switch (function) {
            case ADD -> "add";
            case SUBTRACT -> "subtract";
            case MULTIPLY -> "multiply";
            case DIVIDE -> "divide";
            case LESS -> "less";
            case LESS_EQUAL -> "less_equal";
            case GREATER -> "greater";
            case GREATER_EQUAL -> "greater_equal";
            case EQUAL -> "equals";
            case NOT_EQUAL -> "not_equals";
            case MINIMUM, MAXIMUM, POWER -> "";
        };
    }
}
