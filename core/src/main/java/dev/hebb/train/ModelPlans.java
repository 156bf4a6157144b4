package dev.hebb.train;

import dev.hebb.compile.Compiler;
import dev.hebb.compile.Plan;
import dev.hebb.compile.Target;
import dev.hebb.graph.Graph;
import dev.hebb.nn.Network;
import dev.hebb.shape.Precision;
import java.util.List;

/** The plans that training, scoring and predicting with a model run, compiled without memory: to look at, and to prepare kernels for. */
public final class ModelPlans {
    private ModelPlans() {}

    /** What a model is run for. */
    public enum Use {
        /** One update. */
        TRAIN,
        /** The gradients of one of several parts of a batch, added to those before. */
        ACCUMULATE,
        /** Losses and metrics. */
        EVALUATE,
        /** What the parameters add to the loss. */
        PENALTY,
        PREDICT
    }

    /**
     * The plan for one use.
     *
     * @param rows of a batch
     * @throws dev.hebb.autodiff.DifferentiationException where the network is to be trained but has no gradient
     */
    public static Plan of(Network network, Objective objective, Precision precision, Target target, Use use, int rows) {
        StepGraphs graphs = new StepGraphs(network, objective);
        return Compiler.compile(
                switch (use) {
                    case TRAIN -> List.of(graphs.gradients(rows, false), graphs.update());
                    case ACCUMULATE -> List.of(graphs.gradients(rows, true));
                    case EVALUATE -> List.of(graphs.evaluate(rows));
                    case PENALTY -> List.of(graphs.penaltyAlone());
                    case PREDICT -> List.of(Graph.of(network.trace(rows, false).outputs()));
                },
                precision,
                target);
    }
}
