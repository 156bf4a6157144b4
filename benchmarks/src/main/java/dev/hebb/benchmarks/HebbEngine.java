package dev.hebb.benchmarks;

import dev.hebb.data.Dataset;
import dev.hebb.model.Model;
import dev.hebb.model.Sequential;
import dev.hebb.nn.Activation;
import dev.hebb.nn.Activations;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Layer;
import dev.hebb.nn.Loss;
import dev.hebb.nn.Losses;
import dev.hebb.optim.Adam;
import dev.hebb.optim.Momentum;
import dev.hebb.optim.Optimizer;
import dev.hebb.optim.Sgd;
import dev.hebb.shape.Precision;
import java.util.Optional;

/**
 * Hebb itself.
 *
 * @param backend by name; empty for the one that is taken unless one is named
 */
public record HebbEngine(Optional<String> backend, Precision precision) implements Engine {
    @Override
    public Trainee prepare(Workload workload) {
        return new HebbTrainee(model(workload), batch(workload));
    }

    /** The model with the parameters of {@link WorkloadData}, compiled for training; the caller closes it. */
    public Model model(Workload workload) {
        Layer[] layers = new Layer[workload.depth()];
        for (int layer = 0; layer < layers.length; layer++) {
            layers[layer] = Dense.of(workload.layers().get(layer + 1), activation(workload, layer))
                    .named(name(layer));
        }
        Model model = Sequential.input(workload.inputs()).add(layers).precision(precision);
        try {
            backend.ifPresent(model::backend);
            model.compile(optimizer(workload), loss(workload));
            for (int layer = 0; layer < layers.length; layer++) {
                model.layer(name(layer)).set("kernel", WorkloadData.kernel(workload, layer));
                model.layer(name(layer))
                        .set("bias", new double[workload.layers().get(layer + 1)]);
            }
            return model;
        } catch (RuntimeException | Error e) {
            model.close();
            throw e;
        }
    }

    private static String name(int layer) {
        return "layer_" + layer;
    }

    private static Activation activation(Workload workload, int layer) {
        boolean isLast = layer == workload.depth() - 1;
        String name = isLast ? workload.outputActivation().orElse("") : workload.activation();
        return name.isEmpty() ? Activations.identity() : Activations.named(name).orElseThrow();
    }

    /** The optimizer that the workload names. */
    private static Optimizer optimizer(Workload workload) {
        double rate = workload.learningRate();
        return switch (workload.rule()) {
            case SGD -> Sgd.of(rate);
            case MOMENTUM -> Momentum.of(rate).withMomentum(Workload.MOMENTUM);
            case ADAM -> Adam.of(rate);
        };
    }

    private static Loss loss(Workload workload) {
        boolean isLogits = workload.outputActivation().isEmpty();
        return switch (workload.loss()) {
            case MSE -> Losses.meanSquaredError();
            case CE ->
                isLogits ? Losses.sparseCategoricalCrossEntropyFromLogits() : Losses.sparseCategoricalCrossEntropy();
            case BCE -> isLogits ? Losses.binaryCrossEntropyFromLogits() : Losses.binaryCrossEntropy();
        };
    }

    private Dataset batch(Workload workload) {
        double[][] x = WorkloadData.inputs(workload);
        if (precision == Precision.FLOAT64) {
            return workload.loss() == Workload.LossKind.CE
                    ? Dataset.of(x, WorkloadData.classes(workload))
                    : Dataset.of(x, WorkloadData.targets(workload));
        }
        return workload.loss() == Workload.LossKind.CE
                ? Dataset.of(floats(x), WorkloadData.classes(workload))
                : Dataset.of(floats(x), floats(WorkloadData.targets(workload)));
    }

    /** The numbers rounded to float. */
    public static float[][] floats(double[][] values) {
        float[][] rounded = new float[values.length][values[0].length];
        for (int row = 0; row < values.length; row++) {
            for (int column = 0; column < values[row].length; column++) {
                rounded[row][column] = (float) values[row][column];
            }
        }
        return rounded;
    }
}
