package dev.hebb.benchmarks.peers;

import dev.hebb.benchmarks.Engine;
import dev.hebb.benchmarks.Trainee;
import dev.hebb.benchmarks.Workload;

/** PyTorch through DJL. */
final class DjlEngine implements Engine {
    @Override
    public Trainee prepare(Workload workload) {
        return new DjlTrainee(workload);
    }
}
