package dev.hebb.benchmarks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How fast an engine trains a workload.
 *
 * @param engine its label
 * @param device what it ran on
 * @param microsPerStep the median over the rounds
 * @param floorMicros what the machine needs at least, the median over the same rounds
 */
public record Measurement(Workload workload, String engine, String device, double microsPerStep, double floorMicros) {
    private static final double MICROS = 1e6;
    private static final double GIGA = 1e9;

    public double samplesPerSecond() {
        return workload.batch() / microsPerStep * MICROS;
    }

    /** Of the matrix products alone. */
    public double gigaOperationsPerSecond() {
        return workload.operations() / microsPerStep * MICROS / GIGA;
    }

    public ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("workload", workload.name())
                .put("us_per_step", microsPerStep)
                .put("samples_per_s", samplesPerSecond())
                .put("gflops", gigaOperationsPerSecond())
                .put("floor_us", floorMicros)
                .put("engine", engine)
                .put("device", device);
    }
}
