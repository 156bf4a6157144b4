package dev.hebb.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Architectures that nobody chose. */
public final class RandomWorkloads {
    private static final List<String> ACTIVATIONS = List.of("relu", "tanh", "sigmoid");
    private static final int MOST_LAYERS = 5;
    private static final int MOST_UNITS = 512;
    private static final int MOST_ROWS = 2048;
    private static final double RATE = 1e-6;
    private static final double OPERATIONS_PER_ROUND = 2e9;
    private static final int MOST_STEPS = 500;

    private RandomWorkloads() {}

    /** {@code count} workloads that {@code random} alone decides. */
    public static List<Workload> of(int count, Random random) {
        List<Workload> workloads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            workloads.add(one("random-" + (i + 1), random));
        }
        return workloads;
    }

    /** From 1 to {@code most}, each power of two as likely as the next. */
    private static int logarithmic(Random random, int most) {
        return (int) Math.floor(Math.exp(random.nextDouble() * Math.log(most + 1.0)));
    }

    private static <T> T any(List<T> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }

    private static Workload one(String name, Random random) {
        List<Integer> layers = new ArrayList<>();
        int depth = 2 + random.nextInt(MOST_LAYERS);
        for (int i = 0; i < depth; i++) {
            layers.add(logarithmic(random, MOST_UNITS));
        }
        Workload.LossKind loss = any(List.of(Workload.LossKind.values()), random);
        if (loss == Workload.LossKind.CE) {
            layers.set(depth - 1, 2 + random.nextInt(50));
        }
        Workload drawn = new Workload(
                name,
                layers,
                any(ACTIVATIONS, random),
                Optional.empty(),
                loss,
                any(List.of(Workload.Rule.values()), random),
                RATE,
                logarithmic(random, MOST_ROWS),
                1);
        int steps = (int) Math.max(3, Math.min(MOST_STEPS, OPERATIONS_PER_ROUND / drawn.operations()));
        return resized(drawn, layers, drawn.batch(), steps);
    }

    /** The same with no more units and rows than given, for tests. */
    static Workload atMost(Workload workload, int units, int rows) {
        List<Integer> layers =
                workload.layers().stream().map(size -> Math.min(size, units)).toList();
        return resized(workload, layers, Math.min(workload.batch(), rows), workload.steps());
    }

    private static Workload resized(Workload from, List<Integer> layers, int batch, int steps) {
        return new Workload(
                from.name(),
                layers,
                from.activation(),
                from.outputActivation(),
                from.loss(),
                from.rule(),
                from.learningRate(),
                batch,
                steps);
    }
}
