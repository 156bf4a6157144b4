package dev.hebb.benchmarks;

import java.io.IOException;
import java.util.Map;

/** {@link LimitMeter} as a process: {@code LimitServer THREADS}. */
final class LimitServer {
    static final String LIMITS = "limits";
    static final String LARGEST = "largest";
    static final String FLOOR = "floor";
    static final String MICROS = "micros";

    private LimitServer() {}

    public static void main(String[] args) throws IOException {
        try (LimitMeter meter = new LimitMeter(Integer.parseInt(args[0]))) {
            LineServer.serve(Map.of(
                    LIMITS,
                    request -> meter.limits(request.path(LARGEST).asInt(LimitMeter.LARGEST))
                            .json(),
                    FLOOR,
                    request -> LineServer.object()
                            .put(
                                    MICROS,
                                    meter.floorMicros(
                                            WorkloadReader.read(request.path(EngineServer.WORKLOAD), "the request")))));
        }
    }
}
