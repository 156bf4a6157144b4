package dev.hebb.experiment.spec;

import dev.hebb.experiment.spec.Kind.Either;
import dev.hebb.experiment.spec.Kind.MapOf;
import dev.hebb.experiment.spec.Kind.Real;
import dev.hebb.experiment.spec.Kind.Sub;
import dev.hebb.experiment.spec.Kind.Text;
import dev.hebb.experiment.spec.Kind.Word;
import dev.hebb.train.EarlyStopping;
import dev.hebb.train.Fit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys of {@code training}. */
final class TrainingFormat {
    static final String NONE = "none";
    static final String BALANCED = "balanced";
    private static final Range WEIGHT = Range.POSITIVE;
    private static final Word NOTHING = new Word("none", List.of(NONE));
    private static final Map<String, String> SHORT_LOSSES =
            Map.of("mse", "mean_squared_error", "mae", "mean_absolute_error");

    static final Section EARLY_STOPPING = Section.of(
            "training.early_stopping",
            "Ends training when a figure has not improved for some epochs, and puts the best weights back.",
            Key.count("patience", TrainingSpec.DEFAULT_PATIENCE, "Epochs without improvement before the end."),
            Key.of("min_delta", Range.ZERO_OR_MORE, 0, "An improvement must be larger than this."),
            Key.of(
                    "monitor",
                    new Text(),
                    EarlyStopping.DEFAULT_MONITOR,
                    "The figure: `loss` or a metric of the list `metrics`, with `val_` before it for the validation rows."));

    static final Section CLIP = Section.of(
                    "training.clip",
                    "Limits the gradients.",
                    Key.form("norm", new Real(Range.POSITIVE), "1", "The largest norm of all gradients together."),
                    Key.form("value", new Real(Range.POSITIVE), "0.5", "The largest size of each number of them."))
            .withForms(new Form(List.of("norm"), List.of()), new Form(List.of("value"), List.of()));

    static final Section TRAINING = Section.of(
            "training",
            "How the model is fitted.",
            Key.follows(
                    "loss",
                    new Word("a loss", losses()),
                    "`sparse_categorical_crossentropy` for classification, `mean_squared_error` for regression",
                    "What training makes small. `mse` and `mae` are short for `mean_squared_error` and `mean_absolute_error`."),
            Key.of(
                    "optimizer",
                    OptimizerFormat.OPTIMIZER,
                    TrainingSpec.DEFAULT_OPTIMIZER,
                    "How the weights follow the gradients."),
            Key.follows(
                    OptimizerSpec.LEARNING_RATE,
                    new Real(Range.POSITIVE),
                    "that of the optimizer",
                    "Short for the optimizer's `lr`."),
            Key.count("epochs", TrainingSpec.DEFAULT_EPOCHS, "Passes over the training rows, at most."),
            Key.count("batch", Fit.DEFAULT_BATCH, "Rows per update."),
            Key.of(
                    "validation",
                    Range.FROM_0_TO_BELOW_1,
                    0,
                    "The share of the rows that are not held out which is scored after every epoch."),
            Key.of("early_stopping", Either.of(NOTHING, new Sub(EARLY_STOPPING)), NONE, EARLY_STOPPING.description()),
            Key.of("clip", Either.of(NOTHING, new Sub(CLIP)), NONE, CLIP.description()),
            Key.of(
                    "class_weight",
                    Either.of(
                            new Word("the weights of the classes", List.of(NONE, BALANCED)),
                            new MapOf(new Real(WEIGHT))),
                    NONE,
                    "How much rows count by class: all the same, every class the same in all, or by name, 1 for those left out. Classification only."));

    private TrainingFormat() {}

    private static List<String> losses() {
        List<String> all = new ArrayList<>();
        for (Task task : Task.values()) {
            all.addAll(losses(task));
        }
        return all;
    }

    /** The names that go with a task. */
    static List<String> losses(Task task) {
        return task == Task.CLASSIFICATION
                ? List.of(task.defaultLoss())
                : List.of(task.defaultLoss(), "mean_absolute_error", "huber", "mse", "mae");
    }

    /** The full name of a loss. */
    static String loss(String name) {
        return SHORT_LOSSES.getOrDefault(name, name);
    }

    static boolean isNone(SpecNode node) {
        return node instanceof SpecScalar scalar && scalar.value().equals(NONE);
    }

    /** Numbers by the name of a class. */
    static Map<String, Double> weights(SpecMap map) {
        Map<String, Double> weights = new LinkedHashMap<>();
        map.values().forEach((name, value) -> weights.put(name, Fields.number(value, WEIGHT)));
        return weights;
    }
}
