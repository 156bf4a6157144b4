package dev.hebb.benchmarks;

/** What the machine can do, measured in a process of its own with the same number of threads as the engines have. */
public final class LimitClient implements AutoCloseable {
    /** The largest side of the products whose speed is the limit. */
    public static final int LARGEST = LimitMeter.LARGEST;

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
        return limits(LARGEST);
    }

    /** As {@link #limits()}, from products of sides up to {@code largest} only, 512 or more: sooner, and often lower. */
    public Limits limits(int largest) {
        return Limits.of(process.ask(
                LineServer.object().put(LineServer.DO, LimitServer.LIMITS).put(LimitServer.LARGEST, largest)));
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
