package dev.hebb.expr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Prints programs as C++ or CUDA C++: one scalar function per program and a kernel that runs it over arrays.
 *
 * <p>Constants are parameters {@code c0, c1, ..} in the order of {@link Program#constants()}, so programs of one {@link Program#canonical()} text share a
 * kernel. NaN passes through minimum, maximum and sign as {@link Program#evaluate} has it.
 */
public final class CPrinter {
    /** How an input is read at element {@code i} of an output whose last axis has {@code columns} elements. */
    public enum Access {
        /** The input has the output's shape. */
        ELEMENT("i"),
        /** One number for all. */
        SCALAR("0"),
        /** One row for every row: {@code [columns]}. */
        ROW("i % columns"),
        /** One number per row: {@code [rows, 1]}. */
        COLUMN("i / columns");

        private final String index;

        Access(String index) {
            this.index = index;
        }
    }

    private final Dialect dialect;

    public CPrinter(Dialect dialect) {
        this.dialect = dialect;
    }

    /** A function {@code void name(T x0, .., T c0, .., T& y0, ..)} of scalars. */
    public String function(String name, Program program) {
        List<String> parameters = new ArrayList<>();
        IntStream.range(0, program.inputs()).forEach(i -> parameters.add(dialect.type() + " x" + i));
        IntStream.range(0, program.constants().size()).forEach(i -> parameters.add(dialect.type() + " c" + i));
        IntStream.range(0, program.outputs().size()).forEach(i -> parameters.add(dialect.type() + "& y" + i));
        StringBuilder text = new StringBuilder();
        text.append(dialect.function())
                .append(" void ")
                .append(name)
                .append('(')
                .append(String.join(", ", parameters))
                .append(") {\n");
        int constants = 0;
        for (int i = 0; i < program.instructions().size(); i++) {
            Program.Instruction instruction = program.instructions().get(i);
            String value = instruction instanceof Program.Instruction.Load
                    ? "c" + constants++
                    : expression(instruction, r -> register(r, program.inputs()));
            text.append("    const ")
                    .append(dialect.type())
                    .append(' ')
                    .append(register(program.inputs() + i, program.inputs()));
            text.append(" = ").append(value).append(";\n");
        }
        for (int i = 0; i < program.outputs().size(); i++) {
            text.append("    y")
                    .append(i)
                    .append(" = ")
                    .append(register(program.outputs().get(i), program.inputs()))
                    .append(";\n");
        }
        return text.append("}\n").toString();
    }

    /** A kernel {@code name(long n, long columns, const T* x0, .., T c0, .., T* y0, ..)} that calls the function {@code name_body}. */
    public String kernel(String name, Program program, List<Access> accesses) {
        if (accesses.size() != program.inputs()) {
            throw new IllegalArgumentException(
                    "expected " + program.inputs() + " accesses but got " + accesses.size() + " for kernel " + name);
        }
        List<String> parameters = new ArrayList<>(List.of("long n", "long columns"));
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < program.inputs(); i++) {
            parameters.add("const " + dialect.type() + "* x" + i);
            arguments.add("x" + i + "[" + accesses.get(i).index + "]");
        }
        for (int i = 0; i < program.constants().size(); i++) {
            parameters.add(dialect.type() + " c" + i);
            arguments.add("c" + i);
        }
        for (int i = 0; i < program.outputs().size(); i++) {
            parameters.add(dialect.type() + "* y" + i);
            arguments.add("r" + i);
        }
        String results = IntStream.range(0, program.outputs().size())
                .mapToObj(i -> dialect.type() + " r" + i + ";")
                .collect(Collectors.joining(" "));
        String stores = IntStream.range(0, program.outputs().size())
                .mapToObj(i -> "y" + i + "[i] = r" + i + ";")
                .collect(Collectors.joining(" "));
        return function(name + "_body", program)
                + dialect.kernel() + " " + name + "(" + String.join(", ", parameters) + ") {\n"
                + "    " + dialect.index() + " {\n"
                + "        " + results + "\n"
                + "        " + name + "_body(" + String.join(", ", arguments) + ");\n"
                + "        " + stores + "\n"
                + "    }\n"
                + "}\n";
    }

    private static String register(int register, int inputs) {
        return (register < inputs ? "x" : "t") + register;
    }

    /**
     * The value of an instruction that is not a {@link Program.Instruction.Load}.
     *
     * @param operand the name, or an expression in parentheses, of what the instruction reads from a register
     */
    public String expression(Program.Instruction instruction, IntFunction<String> operand) {
        List<String> operands =
                instruction.operands().stream().map(operand::apply).toList();
        if (instruction instanceof Program.Instruction.Apply1 f) {
            return unary(f.function(), operands.get(0));
        } else if (instruction instanceof Program.Instruction.Apply2 f) {
            return binary(f.function(), operands.get(0), operands.get(1));
        } else if (instruction instanceof Program.Instruction.Select) {
            return operands.get(0) + " != " + dialect.literal(0) + " ? " + operands.get(1) + " : " + operands.get(2);
        }
        throw new AssertionError(instruction);
    }

    /** The larger of two numbers, NaN where one is. */
    public String maximum(String x, String y) {
        return binary(BinaryFunction.MAXIMUM, x, y);
    }

    private String unary(UnaryFunction function, String x) {
        if (dialect.calls() == Dialect.Calls.OWN) {
            return own(function) + "(" + x + ")";
        }
        String zero = dialect.literal(0);
        return switch (function) {
            case NEGATE -> "-" + x;
            case ABSOLUTE -> dialect.call("fabs") + "(" + x + ")";
            case RSQRT -> dialect.literal(1) + " / " + dialect.call("sqrt") + "(" + x + ")";
            case SIGN ->
                "(" + x + " > " + zero + ") ? " + dialect.literal(1) + " : (" + x + " < " + zero + ") ? "
                        + dialect.literal(-1) + " : " + x;
            case EXP, EXPM1, LOG, LOG1P, SQRT, TANH, ERF, SIN, COS -> dialect.call(function.symbol()) + "(" + x + ")";
        };
    }

    /** {@code LessEqual::of} for LESS_EQUAL. */
    private static String own(Enum<?> function) {
        return Arrays.stream(function.name().split("_", -1))
                        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining())
                + "::of";
    }

    private String binary(BinaryFunction function, String x, String y) {
        if (dialect.calls() == Dialect.Calls.OWN) {
            return own(function) + "(" + x + ", " + y + ")";
        }
        return switch (function) {
            case ADD -> x + " + " + y;
            case SUBTRACT -> x + " - " + y;
            case MULTIPLY -> x + " * " + y;
            case DIVIDE -> x + " / " + y;
            case POWER -> dialect.call("pow") + "(" + x + ", " + y + ")";
            case MINIMUM -> "(" + x + " < " + y + " || " + x + " != " + x + ") ? " + x + " : " + y;
            case MAXIMUM -> "(" + x + " > " + y + " || " + x + " != " + x + ") ? " + x + " : " + y;
            case LESS -> comparison(x, "<", y);
            case LESS_EQUAL -> comparison(x, "<=", y);
            case GREATER -> comparison(x, ">", y);
            case GREATER_EQUAL -> comparison(x, ">=", y);
            case EQUAL -> comparison(x, "==", y);
            case NOT_EQUAL -> comparison(x, "!=", y);
        };
    }

    private String comparison(String x, String symbol, String y) {
        return "(" + dialect.type() + ") (" + x + " " + symbol + " " + y + ")";
    }
}
