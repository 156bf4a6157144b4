package dev.hebb.backend.cpu;

import static dev.hebb.nn.Activations.identity;
import static dev.hebb.nn.Activations.relu;
import static dev.hebb.nn.Activations.sigmoid;
import static dev.hebb.nn.Activations.softmax;
import static dev.hebb.nn.Activations.tanh;
import static dev.hebb.nn.Losses.binaryCrossEntropy;
import static dev.hebb.nn.Losses.binaryCrossEntropyFromLogits;
import static dev.hebb.nn.Losses.huber;
import static dev.hebb.nn.Losses.meanAbsoluteError;
import static dev.hebb.nn.Losses.meanSquaredError;
import static dev.hebb.nn.Losses.sparseCategoricalCrossEntropy;
import static dev.hebb.nn.Losses.sparseCategoricalCrossEntropyFromLogits;

import dev.hebb.autodiff.DifferentiationException;
import dev.hebb.compile.Launch;
import dev.hebb.compile.Plan;
import dev.hebb.compile.Region;
import dev.hebb.compile.Target;
import dev.hebb.metric.Average;
import dev.hebb.metric.InUnits;
import dev.hebb.metric.Metric;
import dev.hebb.metric.Metrics;
import dev.hebb.nn.Activation;
import dev.hebb.nn.Activations;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Dropout;
import dev.hebb.nn.Layer;
import dev.hebb.nn.Loss;
import dev.hebb.nn.Losses;
import dev.hebb.nn.Network;
import dev.hebb.nn.OutputLosses;
import dev.hebb.nn.Penalty;
import dev.hebb.optim.Clipping;
import dev.hebb.optim.Optimizer;
import dev.hebb.optim.Optimizers;
import dev.hebb.optim.Sgd;
import dev.hebb.shape.Precision;
import dev.hebb.shape.Shape;
import dev.hebb.train.ModelPlans;
import dev.hebb.train.ModelPlans.Use;
import dev.hebb.train.Objective;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The models whose regions the catalogue has kernels for. A kernel is for all extents and constants, so one small model stands for all of its kind; what the
 * registries of the engine list comes in by itself, and what else is usual is added to the lists here.
 */
final class CatalogueModels {
    private static final int FEATURES = 12;
    private static final int UNITS = 16;
    private static final int CLASSES = 10;
    private static final int TOP = 3;
    private static final int BATCH = 32;
    private static final double RATE = 0.1;

    /** Constants that are like no other: equal ones are one parameter of a kernel. */
    private static final double L1 = 0.003;

    private static final double L2 = 0.007;
    private static final double SCALE = 7.3;

    /** Widths of outputs: where there is one number per row, the numbers of all rows are seen as a single row. */
    private static final List<Integer> WIDTHS = List.of(CLASSES, 1);

    /** The output activations that are usual before a loss on any values; with the mean squared error all are. */
    private static final List<Activation> USUAL = List.of(identity(), sigmoid(), tanh(), softmax());

    /** The losses that metrics are asked for with. */
    private static final Set<String> MEASURED = Set.of(
            meanSquaredError().name(),
            meanAbsoluteError().name(),
            huber().name(),
            binaryCrossEntropy().name(),
            binaryCrossEntropyFromLogits().name(),
            sparseCategoricalCrossEntropy().name(),
            sparseCategoricalCrossEntropyFromLogits().name());

    private static final List<Clipping> CLIPPINGS =
            List.of(Clipping.NONE, Clipping.byValue(1), Clipping.byGlobalNorm(1));

    private static final List<Penalty> PENALTIES =
            List.of(Penalty.NONE, Penalty.l1(L1), Penalty.l2(L2), Penalty.elasticNet(L1, L2));

    /** Metrics that are asked for together, of classes. */
    private static final List<List<Metric>> CLASS_METRICS = List.of(
            List.of(Metrics.accuracy()),
            List.of(Metrics.accuracy(), Metrics.f1(Average.MACRO)),
            List.of(Metrics.accuracy(), Metrics.logLoss()),
            List.of(Metrics.accuracy(), Metrics.topKAccuracy(TOP)),
            List.of(Metrics.accuracy(), Metrics.topKAccuracy(TOP), Metrics.f1(Average.MACRO)),
            List.of(Metrics.accuracy(), Metrics.balancedAccuracy(), Metrics.matthews()));

    /** Metrics that are asked for together, of numbers. */
    private static final List<List<Metric>> NUMBER_METRICS = List.of(
            List.of(Metrics.meanSquaredError()),
            List.of(Metrics.meanAbsoluteError()),
            List.of(
                    Metrics.meanSquaredError(),
                    Metrics.rootMeanSquaredError(),
                    Metrics.meanAbsoluteError(),
                    Metrics.r2()));

    private CatalogueModels() {}

    /** A plan of a model. */
    private record Run(Use use, int rows) {
        static final Run TRAIN = new Run(Use.TRAIN, BATCH);
        static final Run ACCUMULATE = new Run(Use.ACCUMULATE, BATCH);
        static final Run EVALUATE = new Run(Use.EVALUATE, BATCH);
        static final Run PREDICT = new Run(Use.PREDICT, BATCH);
        static final Run PENALTY = new Run(Use.PENALTY, BATCH);

        /** Of one row everything is a single row, for which regions are others. */
        static final Run TRAIN_ONE = new Run(Use.TRAIN, 1);

        static final Run EVALUATE_ONE = new Run(Use.EVALUATE, 1);
        static final Run PREDICT_ONE = new Run(Use.PREDICT, 1);
    }

    /** A model with the plans whose regions the catalogue has. */
    private record Example(Network network, Objective objective, List<Run> runs) {}

    /** The regions, distinct by their canonical texts, in an order that depends on nothing but the lists. */
    static Collection<Region> regions() {
        Target target = new CpuTarget();
        Map<String, Region> regions = new LinkedHashMap<>();
        for (Example example : examples()) {
            for (Run run : example.runs()) {
                plan(example, run, target).stream()
                        .flatMap(plan -> plan.launches().stream())
                        .map(Launch::op)
                        .filter(Region.class::isInstance)
                        .map(Region.class::cast)
                        .forEach(region -> regions.putIfAbsent(region.canonical(), region));
            }
        }
        return regions.values();
    }

    /** Empty for training with an activation that has no gradient. */
    private static Optional<Plan> plan(Example example, Run run, Target target) {
        try {
            return Optional.of(ModelPlans.of(
                    example.network(), example.objective(), Precision.FLOAT32, target, run.use(), run.rows()));
        } catch (DifferentiationException e) {
            return Optional.empty();
        }
    }

    private static List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        Activations.all().forEach(activation -> examples.addAll(hidden(activation)));
        for (Loss loss : Losses.all()) {
            for (int width : WIDTHS) {
                examples.addAll(scored(loss, width));
            }
        }
        for (Optimizer optimizer : Optimizers.all(RATE)) {
            for (Clipping clipping : CLIPPINGS) {
                PENALTIES.forEach(penalty -> examples.add(updated(optimizer, clipping, penalty)));
            }
        }
        return examples;
    }

    private static Example example(
            List<Layer> layers, Loss loss, List<Metric> metrics, Optimizer optimizer, Clipping clipping, Run... runs) {
        Network network = Network.sequential(Shape.of(FEATURES), layers);
        String output = network.outputShapes().keySet().iterator().next();
        Objective objective = new Objective(
                optimizer,
                clipping,
                Map.of(output, new OutputLosses.Share(loss, 1)),
                metrics.isEmpty() ? Map.of() : Map.of(output, metrics));
        return new Example(network, objective, List.of(runs));
    }

    private static Example plain(List<Layer> layers, Run... runs) {
        return example(layers, meanSquaredError(), List.of(), Sgd.of(RATE), Clipping.NONE, runs);
    }

    /** An activation in a network: with and without bias, by itself, and before dropout. */
    private static List<Example> hidden(Activation activation) {
        return List.of(
                plain(
                        List.of(dense(activation), dense(activation), dense(identity())),
                        Run.TRAIN,
                        Run.TRAIN_ONE,
                        Run.ACCUMULATE,
                        Run.PREDICT,
                        Run.PREDICT_ONE),
                plain(
                        List.of(
                                dense(activation).withoutBias(),
                                dense(activation).withoutBias(),
                                dense(identity()).withoutBias()),
                        Run.TRAIN,
                        Run.PREDICT),
                plain(List.of(activation, dense(identity())), Run.PREDICT),
                plain(
                        List.of(
                                dense(activation),
                                Dropout.of(0.5),
                                dense(activation),
                                Dropout.of(0.5),
                                dense(identity())),
                        Run.TRAIN));
    }

    /** A layer of its own. */
    private static Dense dense(Activation activation) {
        return Dense.of(UNITS, activation);
    }

    /** The activations that make sense before a loss. */
    private static List<Activation> outputs(Loss loss, int width) {
        if (loss.targets() == Loss.Targets.CLASSES && width == 1) {
            return List.of();
        }
        return switch (loss.expects()) {
            case LOGITS -> List.of(identity());
            case PROBABILITIES -> width == 1 ? List.of(sigmoid()) : List.of(softmax(), sigmoid());
            case ANYTHING ->
                (loss.name().equals(meanSquaredError().name()) ? Activations.all() : USUAL)
                        .stream()
                                .filter(activation ->
                                        width > 1 || !activation.name().endsWith("softmax"))
                                .toList();
        };
    }

    /** A loss by itself and with metrics: its first activation with all that are asked for together, others with the first of them. */
    private static List<Example> scored(Loss loss, int width) {
        List<List<Metric>> metrics = (loss.expects() == Loss.Expects.ANYTHING ? NUMBER_METRICS : CLASS_METRICS)
                .stream()
                        .filter(some -> width > 1 || !some.contains(Metrics.topKAccuracy(TOP)))
                        .toList();
        List<Example> examples = new ArrayList<>();
        for (Activation activation : outputs(loss, width)) {
            boolean isFirst = examples.isEmpty();
            examples.add(scored(
                    loss,
                    activation,
                    width,
                    List.of(),
                    isFirst
                            ? List.of(Run.TRAIN, Run.EVALUATE, Run.PREDICT, Run.ACCUMULATE)
                            : List.of(Run.TRAIN, Run.EVALUATE, Run.PREDICT)));
            if (isFirst) {
                examples.add(scored(
                        loss,
                        activation,
                        width,
                        metrics.get(0),
                        List.of(Run.TRAIN_ONE, Run.EVALUATE_ONE, Run.PREDICT_ONE)));
            }
            for (List<Metric> some : isFirst && MEASURED.contains(loss.name()) ? metrics : List.<List<Metric>>of()) {
                examples.add(scored(loss, activation, width, some, List.of(Run.TRAIN, Run.EVALUATE)));
                if (width == 1 && loss.expects() == Loss.Expects.ANYTHING) {
                    examples.add(scored(loss, activation, width, inUnits(some), List.of(Run.TRAIN, Run.EVALUATE)));
                }
            }
        }
        return examples;
    }

    /** The metrics of targets that were scaled. */
    private static List<Metric> inUnits(List<Metric> metrics) {
        return metrics.stream()
                .map(metric -> (Metric) new InUnits(metric, List.of(SCALE)))
                .toList();
    }

    private static Example scored(Loss loss, Activation activation, int width, List<Metric> metrics, List<Run> runs) {
        List<Layer> layers = List.of(dense(relu()), Dense.of(width, activation));
        return example(layers, loss, metrics, Sgd.of(RATE), Clipping.NONE, runs.toArray(Run[]::new));
    }

    private static Example updated(Optimizer optimizer, Clipping clipping, Penalty penalty) {
        List<Layer> layers = List.of(dense(relu()).withPenalty(penalty), dense(identity()));
        return example(layers, meanSquaredError(), List.of(), optimizer, clipping, Run.TRAIN, Run.PENALTY);
    }
}
