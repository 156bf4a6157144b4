package dev.hebb.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hebb.shape.Precision;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** An engine as a process: {@code EngineServer [BACKEND]} is Hebb's; peers call {@link #serve} from a main method of their own. */
public final class EngineServer {
    static final String PREPARE = "prepare";
    static final String LOSSES = "losses";
    static final String TIME = "time";
    static final String SUMS = "sums";
    static final String RELEASE = "release";
    static final String WORKLOAD = "workload";
    static final String DEVICE = "device";
    static final String STEPS = "steps";
    static final String VALUES = "values";
    static final String NANOS = "nanos";

    private final Engine engine;
    private Optional<Trainee> trainee = Optional.empty();

    private EngineServer(Engine engine) {
        this.engine = engine;
    }

    public static void main(String[] args) throws IOException {
        serve(new HebbEngine(args.length == 0 ? Optional.empty() : Optional.of(args[0]), Precision.FLOAT32));
    }

    /** Lets another process train with {@code engine} by lines on standard input, until they end. */
    public static void serve(Engine engine) throws IOException {
        EngineServer server = new EngineServer(engine);
        LineServer.serve(Map.of(
                PREPARE, server::prepare,
                LOSSES, request -> values(server.trainee().losses(steps(request))),
                TIME, request -> LineServer.object().put(NANOS, server.trainee().time(steps(request))),
                SUMS, request -> values(server.trainee().parameterSums()),
                RELEASE, request -> server.release()));
    }

    private Trainee trainee() {
        return trainee.orElseThrow(() -> new IllegalStateException("expected a workload first but got none"));
    }

    private ObjectNode prepare(JsonNode request) {
        release();
        Trainee prepared = engine.prepare(WorkloadReader.read(request.path(WORKLOAD), "the request"));
        trainee = Optional.of(prepared);
        return LineServer.object().put(DEVICE, prepared.device());
    }

    private ObjectNode release() {
        trainee.ifPresent(Trainee::close);
        trainee = Optional.empty();
        return LineServer.object();
    }

    private static int steps(JsonNode request) {
        return request.path(STEPS).asInt();
    }

    private static ObjectNode values(double[] values) {
        ObjectNode answer = LineServer.object();
        for (double value : values) {
            answer.withArray(VALUES).add(value);
        }
        return answer;
    }
}
