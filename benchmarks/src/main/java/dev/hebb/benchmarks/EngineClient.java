package dev.hebb.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;

/** An engine in a process of its own. One workload at a time. */
public final class EngineClient implements Engine, AutoCloseable {
    private final ChildProcess process;

    private EngineClient(ChildProcess process) {
        this.process = process;
    }

    /** Starts the process; {@link EngineChoice} says which. */
    static EngineClient start(String name, String classPath, int threads, String... command) {
        return new EngineClient(new ChildProcess(name, classPath, threads, command));
    }

    @Override
    public Trainee prepare(Workload workload) {
        JsonNode answer = process.ask(LineServer.object()
                .put(LineServer.DO, EngineServer.PREPARE)
                .set(EngineServer.WORKLOAD, WorkloadReader.json(workload)));
        return new Remote(answer.path(EngineServer.DEVICE).asText());
    }

    private final class Remote implements Trainee {
        private final String device;

        Remote(String device) {
            this.device = device;
        }

        @Override
        public String device() {
            return device;
        }

        private JsonNode ask(String what, int steps) {
            return process.ask(LineServer.object().put(LineServer.DO, what).put(EngineServer.STEPS, steps));
        }

        private static double[] values(JsonNode answer) {
            return StreamSupport.stream(answer.path(EngineServer.VALUES).spliterator(), false)
                    .mapToDouble(JsonNode::asDouble)
                    .toArray();
        }

        @Override
        public double[] losses(int steps) {
            return values(ask(EngineServer.LOSSES, steps));
        }

        @Override
        public long time(int steps) {
            return ask(EngineServer.TIME, steps).path(EngineServer.NANOS).asLong();
        }

        @Override
        public double[] parameterSums() {
            return values(process.ask(EngineServer.SUMS));
        }

        @Override
        public void close() {
            process.ask(EngineServer.RELEASE);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
