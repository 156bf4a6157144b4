package dev.hebb.experiment.spec;

import dev.hebb.experiment.spec.Kind.ListOf;
import dev.hebb.experiment.spec.Kind.Sub;
import dev.hebb.experiment.spec.Kind.Whole;
import dev.hebb.experiment.spec.Kind.Word;
import java.util.List;
import java.util.stream.Stream;

/** The whole format: what {@link SpecReader} reads, {@link SpecSchema} describes to programs and {@link SpecReference} to people. */
final class SpecFormat {
    static final Section SPEC = Section.of(
            "",
            "A training run.",
            Key.required(
                    "hebb",
                    new Whole(TrainSpec.FORMAT_VERSION, TrainSpec.FORMAT_VERSION),
                    String.valueOf(TrainSpec.FORMAT_VERSION),
                    "The version of the format."),
            Key.required(
                    "task", Word.of("a task", Task.class), "classification", "What is learned: classes or numbers."),
            Key.of(
                    "seed",
                    new Whole(Long.MIN_VALUE, Long.MAX_VALUE),
                    String.valueOf(TrainSpec.DEFAULT_SEED),
                    "Of the held-out rows, the validation rows, the weights, the shuffles and dropout."),
            Key.required(
                    "data",
                    new Sub(DataFormat.DATA),
                    "{file: data.csv, target: column}",
                    DataFormat.DATA.description()),
            Key.of("preprocess", PreprocessFormat.PREPROCESS),
            Key.of(
                    "model",
                    ListOf.any(ModelFormat.LAYER),
                    "[]",
                    "The hidden layers in order; the output layer follows from the task. Without any the model is linear."),
            Key.of("training", TrainingFormat.TRAINING),
            Key.follows(
                    "metrics",
                    ListOf.any(new Word("a metric", metrics())),
                    "`[accuracy]` for classification, `[mse, mae, r2]` for regression",
                    "The figures besides the loss."));

    private SpecFormat() {}

    private static List<String> metrics() {
        return Stream.of(Task.values())
                .flatMap(task -> MetricNames.of(task).stream())
                .toList();
    }
}
