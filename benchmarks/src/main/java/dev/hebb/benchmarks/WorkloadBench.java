package dev.hebb.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Measures workloads: every engine and the floor take turns, round by round, so that what slows the machine for a while slows all of them.
 *
 * @param engines by label
 */
public record WorkloadBench(Map<String, ? extends Engine> engines, LimitClient limits) {
    public static final int ROUNDS = 5;

    private static final double WARM_UP_NANOS = 1e9;
    private static final int MOST_WARM_UPS = 50;
    private static final double NANOS_PER_MICRO = 1e3;

    public WorkloadBench {
        engines = Collections.unmodifiableMap(new LinkedHashMap<>(engines));
    }

    /** The median of {@link #ROUNDS} rounds of {@link Workload#steps()} updates, for each engine in order. */
    public List<Measurement> measure(Workload workload) {
        Map<String, Trainee> trainees = new LinkedHashMap<>();
        try {
            engines.forEach((label, engine) -> trainees.put(label, engine.prepare(workload)));
            return measure(workload, trainees);
        } finally {
            trainees.values().forEach(Trainee::close);
        }
    }

    private List<Measurement> measure(Workload workload, Map<String, Trainee> trainees) {
        trainees.values().forEach(trainee -> warmUp(trainee, workload.steps()));
        limits.floorMicros(workload);
        Map<String, double[]> micros = new LinkedHashMap<>();
        trainees.keySet().forEach(label -> micros.put(label, new double[ROUNDS]));
        double[] floors = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            int round = i;
            micros.forEach((label, times) -> {
                Trainee trainee = Objects.requireNonNull(trainees.get(label));
                Timing.rest();
                times[round] = trainee.time(workload.steps()) / NANOS_PER_MICRO / workload.steps();
            });
            Timing.rest();
            floors[round] = limits.floorMicros(workload);
        }
        List<Measurement> measurements = new ArrayList<>();
        micros.forEach((label, times) -> measurements.add(new Measurement(
                workload,
                label,
                Objects.requireNonNull(trainees.get(label)).device(),
                Timing.median(times),
                Timing.median(floors))));
        return measurements;
    }

    /** At least one round, and more of them for a second, so that Java has compiled what it will. */
    private static void warmUp(Trainee trainee, int steps) {
        long spent = 0;
        for (int i = 0; i < MOST_WARM_UPS && spent < WARM_UP_NANOS; i++) {
            spent += trainee.time(steps);
        }
    }
}
