package dev.hebb.benchmarks;

/** Something that trains: Hebb on one of its backends, or a peer. */
@FunctionalInterface
public interface Engine {
    /** The network with the parameters and the batch of {@link WorkloadData}, ready to be trained; the caller closes it. */
    Trainee prepare(Workload workload);
}
