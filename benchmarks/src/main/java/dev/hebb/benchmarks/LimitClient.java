package dev.hebb.benchmarks;

/** What the machine can do, measured in a process of its own with the same number of threads as the engines have. */
public final class LimitClient implements AutoCloseable {
    private final ChildProcess process;

    private LimitClient(ChildProcess process) {
        this.process = process;
    }

    public static LimitClient start(int threads) {
        return new LimitClient(new ChildProcess(
                "the limits",
                ChildProcess.ownClassPath(),
                threads,
                LimitServer.class.getName(),
                Integer.toString(threads)));
    }

    /** Takes some seconds. */
    public Limits limits() {
        return Limits.of(process.ask(LimitServer.LIMITS));
    }

    /** The microseconds of an update, at least: its matrix products by the faster of two libraries, and its least bytes at the speed of a copy. */
    public double floorMicros(Workload workload) {
        return process.ask(LineServer.object()
                        .put(LineServer.DO, LimitServer.FLOOR)
                        .set(EngineServer.WORKLOAD, WorkloadReader.json(workload)))
                .path(LimitServer.MICROS)
                .asDouble();
    }

    @Override
    public void close() {
        process.close();
    }
}
