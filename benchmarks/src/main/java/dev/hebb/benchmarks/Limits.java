package dev.hebb.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a machine can do with a number of threads.
 *
 * @param operationsPerSecond of the fastest matrix product of float32, sides 512 to 4096
 * @param library whose product that was
 * @param size its side
 * @param bytesPerSecond of a copy in memory; a byte counts when it is read and when it is written
 */
public record Limits(double operationsPerSecond, String library, int size, double bytesPerSecond) {
    private static final String OPERATIONS = "operations_per_s";
    private static final String LIBRARY = "library";
    private static final String SIZE = "size";
    private static final String BYTES = "copy_bytes_per_s";

    /** The seconds that the work takes at least: arithmetic and traffic may overlap, so the longer of the two. */
    public double leastSeconds(double operations, double bytes) {
        return Math.max(operations / operationsPerSecond, bytes / bytesPerSecond);
    }

    /** The higher of each: two measurements of one machine, one of which may have been disturbed. */
    public Limits or(Limits other) {
        Limits faster = operationsPerSecond >= other.operationsPerSecond ? this : other;
        return new Limits(
                faster.operationsPerSecond,
                faster.library,
                faster.size,
                Math.max(bytesPerSecond, other.bytesPerSecond));
    }

    /** As JSON, which {@link #of} reads. */
    public ObjectNode json() {
        return LineServer.object()
                .put(OPERATIONS, operationsPerSecond)
                .put(LIBRARY, library)
                .put(SIZE, size)
                .put(BYTES, bytesPerSecond);
    }

    static Limits of(JsonNode json) {
        return new Limits(
                json.path(OPERATIONS).asDouble(),
                json.path(LIBRARY).asText(),
                json.path(SIZE).asInt(),
                json.path(BYTES).asDouble());
    }
}
