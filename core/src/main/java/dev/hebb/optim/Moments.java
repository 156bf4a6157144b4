package dev.hebb.optim;

import dev.hebb.graph.Value;
import java.util.List;
import java.util.Map;

/** The running mean and mean square of the gradient that the rules of Adam's family share. */
record Moments(double beta1, double beta2, double epsilon) {
    static final String MEAN = "m";
    static final String MEAN_SQUARE = "v";
    static final List<String> STATE = List.of(MEAN, MEAN_SQUARE);

    void require(String where) {
        Require.share("beta1", beta1, where);
        Require.share("beta2", beta2, where);
        Require.positive("epsilon", epsilon, where);
    }

    /** {@code from} moved by one bias-corrected step. */
    Optimizer.Result step(Optimizer.Inputs in, Value from) {
        Value g = in.gradient();
        Value m = in.state(MEAN).times(beta1).plus(g.times(1 - beta1));
        Value v = in.state(MEAN_SQUARE).times(beta2).plus(g.square().times(1 - beta2));
        // Scalars, so that they are computed once per step and not per element.
        Value rate = in.learningRate().over(biasCorrection(beta1, in.step()));
        Value scale = biasCorrection(beta2, in.step()).rsqrt();
        Value denominator = v.sqrt().times(scale).plus(epsilon);
        return new Optimizer.Result(from.minus(m.over(denominator).times(rate)), Map.of(MEAN, m, MEAN_SQUARE, v));
    }

    /** {@code 1 - beta^t} without the cancellation that costs float32 four digits at {@code beta = 0.999}. */
    private static Value biasCorrection(double beta, Value t) {
        if (beta == 0) {
            return Value.constant(1); // its logarithm is not finite
        }
        double log = Math.log(beta);
        return t.map("bias_correction", x -> x.times(log).expm1().negated());
    }
}
