package dev.hebb.graph;

import dev.hebb.expr.Derivative;
import dev.hebb.expr.Expr;
import dev.hebb.expr.Program;
import dev.hebb.shape.Kind;
import dev.hebb.shape.Shape;
import dev.hebb.shape.ShapeException;
import dev.hebb.shape.TensorType;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** An op whose every output element depends on one element of each input, after NumPy's broadcasting; its body is one scalar expression. */
public non-sealed interface ElementwiseOp extends Op {
    /** How many inputs it takes. */
    default int arity() {
        return 1;
    }

    /** The expression of the output in the inputs. */
    Expr forward(List<Expr> x);

    /**
     * The derivative by one input, in the inputs {@code x} and the output {@code y}; what it mentions is kept for the backward pass. The default is
     * symbolic and in {@code x} only.
     */
    default Expr derivative(int input, List<Expr> x, Expr y) {
        return Derivative.of(forward(x), input);
    }

    /** Whether a gradient may be asked for; false refuses training through it, as with a step function. */
    default boolean isDifferentiable() {
        return true;
    }

    /** The op as a program; several outputs where a pass fused several ops. */
    default Program program() {
        List<Expr> x = IntStream.range(0, arity()).mapToObj(Expr::variable).toList();
        return Program.of(arity(), forward(x));
    }

    @Override
    default List<TensorType> infer(List<TensorType> inputs) {
        if (inputs.size() != arity()) {
            throw new ShapeException("expected " + arity() + " inputs but got " + inputs.size() + " at op " + name());
        }
        Shape shape = Shape.SCALAR;
        for (TensorType input : inputs) {
            if (input.kind() != Kind.FLOAT) {
                throw new ShapeException(
                        "expected float inputs but got " + input + " at op " + name() + "; cast it first");
            }
            try {
                shape = shape.broadcast(input.shape());
            } catch (ShapeException e) {
                throw new ShapeException(e.getMessage() + ", at op " + name() + " of " + inputs);
            }
        }
        return Collections.nCopies(program().outputs().size(), TensorType.ofFloat(shape));
    }
}
