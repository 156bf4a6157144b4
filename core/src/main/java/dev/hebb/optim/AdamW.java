package dev.hebb.optim;

import dev.hebb.graph.Value;
import java.util.List;

/**
 * {@link Adam} with weight decay that bypasses the moments. It decays kernels and leaves biases alone; a layer's {@code l2} penalty is something else.
 *
 * <p>Formula: {@code p <- (1 - lr decay) p}, then Adam's step; the decay is scaled by the learning rate, as in PyTorch.
 * <br>Cost: two states.
 * <br>Source: Loshchilov, Hutter, "Decoupled weight decay regularization", 2019, algorithm 2.
 *
 * @param beta1 the share of the mean that stays; from 0 to below 1
 * @param beta2 the share of the mean square that stays; from 0 to below 1
 * @param epsilon keeps the quotient finite; above 0
 * @param weightDecay 0 or more
 */
public record AdamW(Schedule schedule, double beta1, double beta2, double epsilon, double weightDecay)
        implements Optimizer {
    public static final double DEFAULT_WEIGHT_DECAY = 0.01;

    /** @throws IllegalArgumentException for settings out of range */
    public AdamW {
        new Moments(beta1, beta2, epsilon).require("AdamW");
        Require.atLeastZero("weight decay", weightDecay, "AdamW");
    }

    /**
     * With the betas and epsilon that {@link Adam} has.
     *
     * @throws IllegalArgumentException for a rate that is not finite and above 0
     */
    public static AdamW of(double learningRate) {
        return new AdamW(
                new ConstantRate(learningRate),
                Adam.DEFAULT_BETA1,
                Adam.DEFAULT_BETA2,
                Adam.DEFAULT_EPSILON,
                DEFAULT_WEIGHT_DECAY);
    }

    public AdamW withBetas(double first, double second) {
        return new AdamW(schedule, first, second, epsilon, weightDecay);
    }

    public AdamW withEpsilon(double other) {
        return new AdamW(schedule, beta1, beta2, other, weightDecay);
    }

    public AdamW withWeightDecay(double other) {
        return new AdamW(schedule, beta1, beta2, epsilon, other);
    }

    @Override
    public AdamW withSchedule(Schedule other) {
        return new AdamW(other, beta1, beta2, epsilon, weightDecay);
    }

    @Override
    public List<String> state() {
        return Moments.STATE;
    }

    @Override
    public Result update(Inputs in) {
        boolean decays = in.decays() && weightDecay > 0;
        Value kept = in.learningRate().times(-weightDecay).plus(1);
        Value from = decays ? in.parameters().times(kept) : in.parameters();
        return new Moments(beta1, beta2, epsilon).step(in, from);
    }
}
