package dev.hebb.train;

import dev.hebb.backend.Backend;
import dev.hebb.backend.Trial;
import dev.hebb.compile.ArenaSpec;
import dev.hebb.compile.Compiler;
import dev.hebb.compile.Plan;
import dev.hebb.compile.Slot;
import dev.hebb.compile.Target;
import dev.hebb.graph.Graph;
import dev.hebb.metric.Metric;
import dev.hebb.nn.Activations;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Layer;
import dev.hebb.nn.Loss;
import dev.hebb.nn.Losses;
import dev.hebb.nn.Network;
import dev.hebb.nn.OutputLosses;
import dev.hebb.optim.Adam;
import dev.hebb.optim.Clipping;
import dev.hebb.optim.Optimizer;
import dev.hebb.shape.DataType;
import dev.hebb.shape.Precision;
import dev.hebb.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A network and how it is trained, for tests of whole training steps. */
public record StepSetting(
        int features, List<Layer> layers, Loss loss, List<Metric> metrics, Optimizer optimizer, Clipping clipping) {
    private static final int STEPS = 2;
    private static final int CLASSES = 10;

    /** A classifier with Adam. */
    public static StepSetting classifier(int features, List<Layer> layers, Metric... metrics) {
        return new StepSetting(
                features,
                layers,
                Losses.sparseCategoricalCrossEntropy(),
                List.of(metrics),
                Adam.of(1e-3),
                Clipping.NONE);
    }

    /** A classifier of {@code depth} sigmoid layers of {@code width} units. */
    public static StepSetting sigmoids(int features, int width, int depth) {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            layers.add(Dense.of(width, Activations.sigmoid()));
        }
        layers.add(Dense.of(CLASSES, Activations.softmax()));
        return classifier(features, layers);
    }

    /** The stages of a step, as a training run compiles them. */
    public List<Graph> stages(int rows, boolean accumulate) {
        Network network = Network.sequential(Shape.of(features), layers);
        String output = network.outputNames().get(0);
        StepGraphs graphs = new StepGraphs(
                network,
                new Objective(
                        optimizer, clipping, Map.of(output, new OutputLosses.Share(loss, 1)), Map.of(output, metrics)));
        return List.of(graphs.gradients(rows, accumulate), graphs.update());
    }

    /** In float32. */
    public Plan plan(int rows, Target target) {
        return Compiler.compile(stages(rows, false), Precision.FLOAT32, target);
    }

    /**
     * Runs some steps on random numbers and compares all states with the oracle's.
     *
     * @param tolerance as {@link Trial#check(String, int, double)} has it
     */
    public void check(List<Backend> backends, Precision precision, int rows, boolean accumulate, double tolerance) {
        List<Graph> stages = stages(rows, accumulate);
        Trial trial = new Trial(backends, precision, stages);
        Plan plan = Compiler.compile(stages, precision, Target.PRIMITIVES);
        Random random = new Random(5);
        plan.inputs().forEach((name, slot) -> trial.feed(name, fed(slot, random)));
        for (ArenaSpec arena : plan.arenas()) {
            if (arena.role() == ArenaSpec.Role.STATE) {
                double least = arena.name().equals(StepGraphs.PARAMETERS) ? -0.5 : 0;
                trial.state(
                        arena.name(),
                        random.doubles(arena.elements(), least, 0.5).toArray());
            }
        }
        trial.check(this + ", " + rows + " rows", STEPS, tolerance);
    }

    /** Classes, or numbers that may be inputs, targets, weights, rates and step counts alike. */
    private static double[] fed(Slot slot, Random random) {
        int size = (int) slot.shape().size();
        return slot.dataType() == DataType.INT32
                ? random.ints(size, 0, 3).asDoubleStream().toArray()
                : random.doubles(size, 0.05, 0.95).toArray();
    }
}
