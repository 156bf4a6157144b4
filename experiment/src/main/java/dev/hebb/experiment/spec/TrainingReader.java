package dev.hebb.experiment.spec;

import dev.hebb.experiment.spec.Fields.Range;
import dev.hebb.optim.Clipping;
import dev.hebb.train.EarlyStopping;
import dev.hebb.train.Fit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the section {@code training}. */
final class TrainingReader {
    private static final List<String> KEYS =
            List.of("loss", "optimizer", "lr", "epochs", "batch", "validation", "early_stopping", "clip");
    private static final List<String> LATER = List.of("class_weight");
    private static final List<String> LOSSES_LATER = List.of("huber");
    private static final String VALIDATION_PREFIX = "val_";

    private TrainingReader() {}

    /** @param metrics names of the figures besides the loss */
    static TrainingSpec read(Fields top, Task task, List<String> metrics) {
        Fields fields = top.section("training", KEYS, LATER);
        double validation = fields.number("validation", 0, Range.FROM_0_TO_BELOW_1);
        return new TrainingSpec(
                fields.get("loss").map(node -> loss(node, task)).orElse(task.defaultLoss()),
                optimizer(fields),
                fields.whole("epochs", 1, TrainingSpec.DEFAULT_EPOCHS),
                fields.whole("batch", 1, Fit.DEFAULT_BATCH),
                validation,
                fields.get("early_stopping").map(node -> earlyStopping(node, validation, metrics)),
                fields.get("clip").map(TrainingReader::clip).orElse(Clipping.NONE));
    }

    private static String loss(SpecNode node, Task task) {
        List<String> known = task == Task.CLASSIFICATION
                ? List.of("sparse_categorical_crossentropy")
                : List.of("mean_squared_error", "mean_absolute_error", "mse", "mae");
        String name = node.text();
        if (LOSSES_LATER.contains(name)) {
            throw node.wrong(
                    "a loss that this version supports " + known,
                    "it is part of the spec format but not supported yet");
        }
        return switch (SpecReader.oneOf(node, "a loss for " + task, known)) {
            case "mse" -> "mean_squared_error";
            case "mae" -> "mean_absolute_error";
            default -> name;
        };
    }

    private static OptimizerSpec optimizer(Fields fields) {
        SpecNode.Choice choice = fields.get("optimizer")
                .map(node -> node.choice("optimizer"))
                .orElseGet(() -> SpecNode.Choice.of(
                        new SpecScalar(new Place("training.optimizer", "", 0), TrainingSpec.DEFAULT_OPTIMIZER, false)));
        String name = SpecReader.oneOf(choice.named(), "an optimizer", OptimizerSpec.names());
        Map<String, Double> settings = new LinkedHashMap<>(OptimizerSpec.defaults(name));
        Fields given = choice.settings().fields(List.copyOf(settings.keySet()), List.of());
        settings.replaceAll((key, value) -> given.get(key).map(SpecNode::number).orElse(value));
        fields.get(OptimizerSpec.LEARNING_RATE).ifPresent(rate -> {
            given.get(OptimizerSpec.LEARNING_RATE).ifPresent(twice -> {
                throw new SpecException("expected one learning rate but got one at " + rate.place() + " and one at "
                        + twice.place() + "; take one of them out");
            });
            settings.put(OptimizerSpec.LEARNING_RATE, rate.number());
        });
        OptimizerSpec spec = new OptimizerSpec(name, settings);
        SpecReader.checked(choice.named(), spec::optimizer);
        return spec;
    }

    private static EarlyStopping earlyStopping(SpecNode node, double validation, List<String> metrics) {
        Fields fields = node.fields(List.of("patience", "min_delta", "monitor"), List.of());
        EarlyStopping stopping = EarlyStopping.patience(fields.whole("patience", 1, TrainingSpec.DEFAULT_PATIENCE))
                .minDelta(fields.number("min_delta", 0, Range.ZERO_OR_MORE))
                .monitor(fields.get("monitor")
                        .map(monitor -> SpecReader.oneOf(monitor, "a figure to monitor", figures(metrics)))
                        .orElse(EarlyStopping.DEFAULT_MONITOR));
        if (validation == 0 && stopping.monitor().startsWith(VALIDATION_PREFIX)) {
            throw new SpecException("expected validation rows for early stopping on " + stopping.monitor()
                    + " but got none at " + node.place() + "; add training.validation: 0.2, or monitor: loss");
        }
        return stopping;
    }

    private static List<String> figures(List<String> metrics) {
        List<String> figures = new ArrayList<>(metrics);
        figures.add(0, "loss");
        List.copyOf(figures).forEach(name -> figures.add(VALIDATION_PREFIX + name));
        return figures;
    }

    private static Clipping clip(SpecNode node) {
        Fields fields = node.fields(List.of("norm", "value"), List.of());
        Optional<SpecNode> norm = fields.get("norm");
        Optional<SpecNode> value = fields.get("value");
        if (norm.isPresent() == value.isPresent()) {
            throw node.wrong("either norm or value with a limit", "");
        }
        return norm.map(limit -> Clipping.byGlobalNorm(Fields.number(limit, Range.POSITIVE)))
                .orElseGet(() -> Clipping.byValue(Fields.number(value.orElseThrow(), Range.POSITIVE)));
    }
}
