package dev.hebb.benchmarks.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hebb.benchmarks.Limits;
import dev.hebb.benchmarks.LineServer;

/** How long a case takes per run, what it does meanwhile, and by how much that is less than what the machine can do. */
public record CaseMeasurement(String name, double seconds, double operations, double bytes) {
    private static final double MICROS = 1e6;
    private static final double GIGA = 1e9;
    private static final String NAME = "case";
    private static final String SECONDS = "seconds";
    private static final String OPERATIONS = "operations";
    private static final String BYTES = "bytes";

    public double micros() {
        return seconds * MICROS;
    }

    /** 0 where arithmetic is not what counts. */
    public double gigaOperationsPerSecond() {
        return operations / seconds / GIGA;
    }

    /** 0 where traffic is not what counts. */
    public double gigaBytesPerSecond() {
        return bytes / seconds / GIGA;
    }

    /** The share of the machine's limit, from 0 to 1; above 1 where what it works on fits in a cache and the limit is one of memory. */
    public double share(Limits limits) {
        return limits.leastSeconds(operations, bytes) / seconds;
    }

    /** For people and programs. */
    public ObjectNode json(Limits limits) {
        return LineServer.object()
                .put(NAME, name)
                .put("us", micros())
                .put("gflops", gigaOperationsPerSecond())
                .put("gb_per_s", gigaBytesPerSecond())
                .put("of_limit", share(limits));
    }

    ObjectNode transfer() {
        return LineServer.object()
                .put(NAME, name)
                .put(SECONDS, seconds)
                .put(OPERATIONS, operations)
                .put(BYTES, bytes);
    }

    static CaseMeasurement of(JsonNode json) {
        return new CaseMeasurement(
                json.path(NAME).asText(),
                json.path(SECONDS).asDouble(),
                json.path(OPERATIONS).asDouble(),
                json.path(BYTES).asDouble());
    }
}
