package dev.hebb.benchmarks;

/** Textbook training in double precision with nothing but loops: slow, and independent of Hebb. What the others are compared with. */
public final class PlainEngine implements Engine {
    @Override
    public PlainTrainee prepare(Workload workload) {
        return new PlainTrainee(workload);
    }
}
