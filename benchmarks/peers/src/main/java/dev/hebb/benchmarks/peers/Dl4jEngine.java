package dev.hebb.benchmarks.peers;

import dev.hebb.benchmarks.Engine;
import dev.hebb.benchmarks.Trainee;
import dev.hebb.benchmarks.Workload;

/** Deeplearning4j's MultiLayerNetwork. */
final class Dl4jEngine implements Engine {
    @Override
    public Trainee prepare(Workload workload) {
        return new Dl4jTrainee(workload);
    }
}
