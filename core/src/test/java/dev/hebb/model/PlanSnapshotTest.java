package dev.hebb.model;

import static dev.hebb.nn.Activations.relu;
import static dev.hebb.nn.Activations.softmax;

import dev.hebb.Snapshot;
import dev.hebb.metric.Metrics;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Dropout;
import dev.hebb.nn.Losses;
import dev.hebb.nn.Penalty;
import dev.hebb.optim.Adam;
import dev.hebb.optim.Clipping;
import org.junit.jupiter.api.Test;

/** The plan of a whole training step: a change of the engine cannot change plans unnoticed. */
class PlanSnapshotTest {
    @Test
    void stepOfAClassifierWithDropoutPenaltyAndClippingIsTheSnapshot() {
        Model model = Sequential.input(4)
                .add(Dense.of(3, relu()).withPenalty(Penalty.l2(0.01)), Dropout.of(0.5), Dense.of(2, softmax()));
        try (model) {
            model.clipping(Clipping.byGlobalNorm(1));
            model.compile(Adam.of(1e-3), Losses.sparseCategoricalCrossEntropy(), Metrics.accuracy());
            Snapshot.check("plans/classifier-step.txt", model.planText(5));
        }
    }
}
