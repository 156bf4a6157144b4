package dev.hebb.expr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One or more expressions as a list of instructions in which every distinct value is computed once: the form that passes, backends and printers read.
 *
 * <p>Registers {@code 0 .. inputs-1} are the inputs; instruction {@code i} writes register {@code inputs + i}. Equal programs are equal records.
 *
 * @param inputs how many inputs the program has
 * @param instructions in an order that defines before use
 * @param outputs the registers of the results
 */
public record Program(int inputs, List<Instruction> instructions, List<Integer> outputs) {
    /** What an instruction computes from registers, which number less than its own. */
    public sealed interface Instruction {
        /** The registers it reads. */
        List<Integer> operands();

        /** The same computation on other registers. */
        Instruction on(List<Integer> operands);

        record Load(double value) implements Instruction {
            @Override
            public List<Integer> operands() {
                return List.of();
            }

            @Override
            public Instruction on(List<Integer> operands) {
                return this;
            }
        }

        record Apply1(UnaryFunction function, int x) implements Instruction {
            @Override
            public List<Integer> operands() {
                return List.of(x);
            }

            @Override
            public Instruction on(List<Integer> operands) {
                return new Apply1(function, operands.get(0));
            }
        }

        record Apply2(BinaryFunction function, int x, int y) implements Instruction {
            @Override
            public List<Integer> operands() {
                return List.of(x, y);
            }

            @Override
            public Instruction on(List<Integer> operands) {
                return new Apply2(function, operands.get(0), operands.get(1));
            }
        }

        record Select(int condition, int whenTrue, int whenFalse) implements Instruction {
            @Override
            public List<Integer> operands() {
                return List.of(condition, whenTrue, whenFalse);
            }

            @Override
            public Instruction on(List<Integer> operands) {
                return new Select(operands.get(0), operands.get(1), operands.get(2));
            }
        }
    }

    public Program {
        instructions = List.copyOf(instructions);
        outputs = List.copyOf(outputs);
        for (int i = 0; i < instructions.size(); i++) {
            for (int operand : instructions.get(i).operands()) {
                requireRegister(operand, inputs + i);
            }
        }
        for (int output : outputs) {
            requireRegister(output, inputs + instructions.size());
        }
    }

    private static void requireRegister(int register, int defined) {
        if (register < 0 || register >= defined) {
            throw new IllegalArgumentException(
                    "expected a register from 0 to " + (defined - 1) + " but got " + register);
        }
    }

    /** The program that computes {@code expressions} of {@code inputs} inputs. */
    public static Program of(int inputs, Expr... expressions) {
        return of(inputs, List.of(expressions));
    }

    /** The program that computes {@code expressions} of {@code inputs} inputs. */
    public static Program of(int inputs, List<Expr> expressions) {
        Builder builder = new Builder(inputs);
        List<Integer> outputs = expressions.stream().map(builder::add).toList();
        return builder.build(outputs);
    }

    /** The results for one number per input, in double precision: the oracle. */
    public double[] evaluate(double... values) {
        if (values.length != inputs) {
            throw new IllegalArgumentException("expected " + inputs + " values but got " + values.length);
        }
        double[] registers = new double[inputs + instructions.size()];
        System.arraycopy(values, 0, registers, 0, inputs);
        for (int i = 0; i < instructions.size(); i++) {
            registers[inputs + i] = evaluate(instructions.get(i), registers);
        }
        return outputs.stream().mapToDouble(output -> registers[output]).toArray();
    }

    private static double evaluate(Instruction instruction, double[] registers) {
        if (instruction instanceof Instruction.Load load) {
            return load.value();
        } else if (instruction instanceof Instruction.Apply1 f) {
            return f.function().apply(registers[f.x()]);
        } else if (instruction instanceof Instruction.Apply2 f) {
            return f.function().apply(registers[f.x()], registers[f.y()]);
        } else if (instruction instanceof Instruction.Select select) {
            return registers[select.condition()] != 0 ? registers[select.whenTrue()] : registers[select.whenFalse()];
        }
        throw new AssertionError(instruction);
    }

    /** The inputs that some output depends on. */
    public List<Integer> usedInputs() {
        boolean[] used = new boolean[inputs + instructions.size()];
        outputs.forEach(output -> used[output] = true);
        for (int i = instructions.size() - 1; i >= 0; i--) {
            if (used[inputs + i]) {
                instructions.get(i).operands().forEach(operand -> used[operand] = true);
            }
        }
        return IntStream.range(0, inputs).filter(i -> used[i]).boxed().toList();
    }

    /** The constants, in the order of their instructions: with {@link #canonical()}, what distinguishes two runs of one kernel. */
    public List<Double> constants() {
        return instructions.stream()
                .filter(Instruction.Load.class::isInstance)
                .map(load -> ((Instruction.Load) load).value())
                .toList();
    }

    /** The text in which constants are parameters {@code c0, c1, ..}: the key of a kernel compiled for any constants. */
    public String canonical() {
        return text(true);
    }

    /** One line: {@code t2 = mul x0 x1; t3 = exp t2 -> t3}. */
    @Override
    public String toString() {
        return text(false);
    }

    private String text(boolean constantsAreParameters) {
        List<String> lines = new ArrayList<>();
        int constants = 0;
        for (int i = 0; i < instructions.size(); i++) {
            Instruction instruction = instructions.get(i);
            String symbol;
            if (instruction instanceof Instruction.Load load) {
                symbol = constantsAreParameters ? "c" + constants++ : Double.toString(load.value());
            } else if (instruction instanceof Instruction.Apply1 f) {
                symbol = f.function().symbol();
            } else if (instruction instanceof Instruction.Apply2 f) {
                symbol = f.function().symbol();
            } else {
                symbol = "select";
            }
            String operands =
                    instruction.operands().stream().map(r -> " " + register(r)).collect(Collectors.joining());
            lines.add(register(inputs + i) + " = " + symbol + operands);
        }
        return String.join("; ", lines)
                + (lines.isEmpty() ? "-> " : " -> ")
                + outputs.stream().map(this::register).collect(Collectors.joining(" "));
    }

    private String register(int register) {
        return (register < inputs ? "x" : "t") + register;
    }

    /** Builds a program instruction by instruction, giving equal computations one register. */
    public static final class Builder {
        private final int inputs;
        private final Map<Instruction, Integer> registers = new LinkedHashMap<>();
        private final Map<Expr, Integer> done = new IdentityHashMap<>();

        public Builder(int inputs) {
            this.inputs = inputs;
        }

        /** The register that holds the result of {@code instruction}, whose operands are registers of this builder. */
        public int add(Instruction instruction) {
            Instruction normal = instruction;
            if (instruction instanceof Instruction.Apply2 f && f.function().isCommutative() && f.x() > f.y()) {
                normal = new Instruction.Apply2(f.function(), f.y(), f.x());
            }
            return registers.computeIfAbsent(normal, unused -> inputs + registers.size());
        }

        /** The register that holds {@code expression}. */
        public int add(Expr expression) {
            Integer known = done.get(expression);
            if (known == null) {
                known = compute(expression);
                done.put(expression, known);
            }
            return known;
        }

        private int compute(Expr e) {
            if (e instanceof Expr.Constant c) {
                return add(new Instruction.Load(c.value()));
            } else if (e instanceof Expr.Variable v) {
                requireRegister(v.index(), inputs);
                return v.index();
            } else if (e instanceof Expr.Unary u) {
                return add(new Instruction.Apply1(u.function(), add(u.x())));
            } else if (e instanceof Expr.Binary b) {
                int x = add(b.x());
                return add(new Instruction.Apply2(b.function(), x, add(b.y())));
            } else if (e instanceof Expr.Choose c) {
                int condition = add(c.condition());
                int whenTrue = add(c.whenTrue());
                return add(new Instruction.Select(condition, whenTrue, add(c.whenFalse())));
            }
            throw new AssertionError(e);
        }

        /** Adds {@code program} with its inputs read from {@code arguments}; the registers of its outputs. */
        public List<Integer> inline(Program program, List<Integer> arguments) {
            Map<Integer, Integer> moved = new HashMap<>();
            for (int i = 0; i < program.inputs(); i++) {
                moved.put(i, arguments.get(i));
            }
            for (int i = 0; i < program.instructions().size(); i++) {
                Instruction instruction = program.instructions().get(i);
                List<Integer> operands =
                        instruction.operands().stream().map(moved::get).toList();
                moved.put(program.inputs() + i, add(instruction.on(operands)));
            }
            return program.outputs().stream().map(moved::get).toList();
        }

        /** The program with these outputs; instructions that no output needs are left out. */
        public Program build(List<Integer> outputs) {
            List<Instruction> all = List.copyOf(registers.keySet());
            boolean[] needed = new boolean[inputs + all.size()];
            outputs.forEach(output -> needed[output] = true);
            for (int i = all.size() - 1; i >= 0; i--) {
                if (needed[inputs + i]) {
                    all.get(i).operands().forEach(operand -> needed[operand] = true);
                }
            }
            int[] renumbered = new int[inputs + all.size()];
            List<Instruction> kept = new ArrayList<>();
            for (int register = 0; register < renumbered.length; register++) {
                if (register < inputs) {
                    renumbered[register] = register;
                } else if (needed[register]) {
                    renumbered[register] = inputs + kept.size();
                    Instruction instruction = all.get(register - inputs);
                    kept.add(instruction.on(instruction.operands().stream()
                            .map(operand -> renumbered[operand])
                            .toList()));
                }
            }
            return new Program(
                    inputs,
                    kept,
                    outputs.stream().map(output -> renumbered[output]).toList());
        }
    }
}
