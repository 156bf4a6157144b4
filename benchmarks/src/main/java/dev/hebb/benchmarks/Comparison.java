package dev.hebb.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Hebb beside its peers, workload by workload: first its losses are compared with the reference backend's, then all take turns.
 *
 * @param engines Hebb first
 * @param reference the backend that is taken to be right
 * @param checkedSteps how many losses are compared
 */
public record Comparison(List<EngineChoice> engines, String reference, int checkedSteps, int threads) {
    /** By how much losses may differ, relative to the reference's where that is above 1. */
    public static final double TOLERANCE = 1e-5;

    public Comparison {
        engines = List.copyOf(engines);
        if (engines.isEmpty() || !engines.get(0).name().equals(EngineChoice.HEBB)) {
            throw new BenchmarkException("expected hebb as the first of the engines but got " + engines);
        }
    }

    /**
     * One line of the table.
     *
     * @param measurements in the order of the engines
     * @param lossDifference from the reference backend
     */
    public record Row(List<Measurement> measurements, double lossDifference) {
        public Row {
            measurements = List.copyOf(measurements);
        }

        public boolean agrees() {
            return lossDifference <= TOLERANCE;
        }

        Measurement hebb() {
            return measurements.get(0);
        }
    }

    /** Runs everything; tells {@code done} of each row as it comes. */
    public List<Row> run(List<Workload> workloads, Consumer<Row> done) {
        Map<String, EngineClient> clients = new LinkedHashMap<>();
        List<Row> rows = new ArrayList<>();
        try (LimitClient limits = LimitClient.start(threads);
                EngineClient right = EngineChoice.hebb(Optional.of(reference)).start(threads)) {
            engines.forEach(engine -> clients.put(engine.label(), engine.start(threads)));
            WorkloadBench bench = new WorkloadBench(clients, limits);
            EngineClient hebb = clients.values().iterator().next();
            for (Workload workload : workloads) {
                double difference = difference(losses(hebb, workload), losses(right, workload));
                Row row = new Row(bench.measure(workload), difference);
                rows.add(row);
                done.accept(row);
            }
        } finally {
            clients.values().forEach(EngineClient::close);
        }
        return rows;
    }

    private double[] losses(Engine engine, Workload workload) {
        try (Trainee trainee = engine.prepare(workload)) {
            return trainee.losses(checkedSteps);
        }
    }

    /** The largest one; NaN if a loss is. */
    static double difference(double[] ours, double[] theirs) {
        double most = 0;
        for (int i = 0; i < theirs.length; i++) {
            most = Math.max(most, Math.abs(ours[i] - theirs[i]) / Math.max(1, Math.abs(theirs[i])));
        }
        return most;
    }
}
