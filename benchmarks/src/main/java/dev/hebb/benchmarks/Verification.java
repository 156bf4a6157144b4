package dev.hebb.benchmarks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;

/**
 * What an engine computes in the first updates of a workload, from numbers that anyone can recompute ({@link WorkloadData}).
 *
 * @param losses the loss before each update
 * @param parameterSums the sum of each parameter tensor after the last one: kernel, then bias, layer by layer
 */
public record Verification(String workload, List<Double> losses, List<Double> parameterSums) {
    public static final int STEPS = 20;

    /** Instead of the workload's own. */
    public static final double LEARNING_RATE = 1e-3;

    public Verification {
        losses = List.copyOf(losses);
        parameterSums = List.copyOf(parameterSums);
    }

    /** Trains for {@link #STEPS} at {@link #LEARNING_RATE}. */
    public static Verification of(Engine engine, Workload workload) {
        try (Trainee trainee = engine.prepare(workload.withLearningRate(LEARNING_RATE))) {
            List<Double> losses = list(trainee.losses(STEPS));
            return new Verification(workload.name(), losses, list(trainee.parameterSums()));
        }
    }

    private static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    /** The largest difference from {@code other}'s numbers, relative to them where they are above 1; NaN if a number is. */
    public double difference(Verification other) {
        return Math.max(difference(losses, other.losses), difference(parameterSums, other.parameterSums));
    }

    private static double difference(List<Double> ours, List<Double> theirs) {
        if (ours.size() != theirs.size()) {
            throw new BenchmarkException(
                    "expected " + theirs.size() + " numbers to compare with but got " + ours.size());
        }
        double most = 0;
        for (int i = 0; i < ours.size(); i++) {
            most = Math.max(most, Math.abs(ours.get(i) - theirs.get(i)) / Math.max(1, Math.abs(theirs.get(i))));
        }
        return most;
    }

    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("workload", workload);
        losses.forEach(json.putArray("losses")::add);
        parameterSums.forEach(json.putArray("parameter_sums")::add);
        return json;
    }
}
