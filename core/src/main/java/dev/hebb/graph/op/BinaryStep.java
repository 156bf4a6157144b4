package dev.hebb.graph.op;

import dev.hebb.expr.Expr;
import dev.hebb.expr.Numbers;
import dev.hebb.graph.ElementwiseOp;
import java.util.List;

/**
 * Threshold unit, element by element: the perceptron's activation. Only for prediction: it has no gradient to train with.
 *
 * <p>Formula: {@code y = 0} where {@code x < 0}, {@code atZero} where {@code x = 0}, 1 where {@code x > 0}.
 * <br>Shapes: {@code x [d0, .., dn] -> y [d0, .., dn]}.
 * <br>Errors: none; NaN gives NaN.
 * <br>Source: Rosenblatt, "The perceptron", Psychological Review 65, 1958.
 *
 * @param atZero the value at 0: 0 or 1
 */
public record BinaryStep(double atZero) implements ElementwiseOp {
    public BinaryStep {
        if (atZero != 0 && atZero != 1) {
            throw new IllegalArgumentException(
                    "expected 0 or 1 as the value at zero but got " + atZero + " at op binary_step");
        }
    }

    @Override
    public boolean isDifferentiable() {
        return false;
    }

    @Override
    public Expr forward(List<Expr> x) {
        Expr in = x.get(0);
        Expr atMostZero = Expr.choose(
                in.lessThan(Numbers.ZERO),
                Numbers.ZERO,
                Expr.choose(in.equalTo(Numbers.ZERO), Expr.constant(atZero), in));
        return Expr.choose(in.greaterThan(Numbers.ZERO), Numbers.ONE, atMostZero);
    }
}
