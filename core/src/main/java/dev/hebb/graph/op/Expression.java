package dev.hebb.graph.op;

import dev.hebb.expr.Expr;
import dev.hebb.expr.Program;
import dev.hebb.graph.ElementwiseOp;
import java.util.ArrayList;
import java.util.List;

/**
 * An elementwise op that is given by its program: users' own activations, gradients, optimizer rules and what passes fuse.
 *
 * <p>Formula: the program; with one output its derivative is symbolic.
 * <br>Shapes: the inputs broadcast from the right, as in NumPy; every output has the common shape.
 *
 * @param name the name in plan texts
 * @param program one input per input of the op, one output per output
 */
public record Expression(String name, Program program) implements ElementwiseOp {
    public Expression {
        if (program.outputs().isEmpty()) {
            throw new IllegalArgumentException(
                    "expected a program with an output but got '" + program + "' at op " + name);
        }
    }

    @Override
    public int arity() {
        return program.inputs();
    }

    /**
     * The output as an expression in {@code x}.
     *
     * @throws IllegalStateException for a program of several outputs, which appears only after differentiation
     */
    @Override
    public Expr forward(List<Expr> x) {
        if (program.outputs().size() != 1) {
            throw new IllegalStateException("expected a program of one output but got "
                    + program.outputs().size() + " at op " + name);
        }
        List<Expr> registers = new ArrayList<>(x.subList(0, program.inputs()));
        for (Program.Instruction instruction : program.instructions()) {
            registers.add(expression(instruction, registers));
        }
        return registers.get(program.outputs().get(0));
    }

    private static Expr expression(Program.Instruction instruction, List<Expr> registers) {
        if (instruction instanceof Program.Instruction.Load load) {
            return Expr.constant(load.value());
        } else if (instruction instanceof Program.Instruction.Apply1 f) {
            return Expr.unary(f.function(), registers.get(f.x()));
        } else if (instruction instanceof Program.Instruction.Apply2 f) {
            return Expr.binary(f.function(), registers.get(f.x()), registers.get(f.y()));
        } else if (instruction instanceof Program.Instruction.Select s) {
            return Expr.choose(registers.get(s.condition()), registers.get(s.whenTrue()), registers.get(s.whenFalse()));
        }
        throw new AssertionError(instruction);
    }
}
