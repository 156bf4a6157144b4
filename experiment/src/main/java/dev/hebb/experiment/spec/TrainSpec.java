package dev.hebb.experiment.spec;

import dev.hebb.nn.Layer;
import java.util.List;

/**
 * A training run as its spec describes it, every default filled in.
 *
 * @param seed of the held-out rows, the validation rows, the weights, the shuffles and dropout
 * @param model the hidden layers; the output layer follows from the task and the data
 * @param metrics names that {@link MetricNames} knows
 */
public record TrainSpec(
        Task task,
        long seed,
        DataSpec data,
        PreprocessSpec preprocess,
        List<Layer> model,
        TrainingSpec training,
        List<String> metrics) {
    public static final int FORMAT_VERSION = 1;
    public static final long DEFAULT_SEED = 1;

    public TrainSpec {
        model = List.copyOf(model);
        metrics = List.copyOf(metrics);
    }
}
