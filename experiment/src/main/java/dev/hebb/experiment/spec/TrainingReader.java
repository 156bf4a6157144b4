package dev.hebb.experiment.spec;

import dev.hebb.optim.Clipping;
import dev.hebb.train.EarlyStopping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the section {@code training}. */
final class TrainingReader {
    private static final String VALIDATION_PREFIX = "val_";

    private TrainingReader() {}

    /** @param metrics names of the figures besides the loss */
    static TrainingSpec read(Fields top, Task task, List<String> metrics) {
        Fields fields = top.section("training");
        double validation = fields.number("validation");
        return new TrainingSpec(
                fields.get("loss").map(node -> loss(node, task)).orElse(task.defaultLoss()),
                optimizer(fields),
                fields.count("epochs"),
                fields.count("batch"),
                validation,
                given(fields, "early_stopping").map(node -> earlyStopping(node, validation, task, metrics)),
                given(fields, "clip").map(TrainingReader::clip).orElse(Clipping.NONE),
                fields.get("class_weight").map(node -> classWeights(node, task)).orElse(new ClassWeights.None()));
    }

    private static Optional<SpecNode> given(Fields fields, String key) {
        return fields.get(key).filter(node -> !TrainingFormat.isNone(node));
    }

    private static String loss(SpecNode node, Task task) {
        return TrainingFormat.loss(SpecReader.oneOf(node, "a loss for " + task, TrainingFormat.losses(task)));
    }

    private static OptimizerSpec optimizer(Fields fields) {
        SpecNode.Choice choice = fields.choice("optimizer");
        Section section = OptimizerFormat.section(choice.name());
        Fields given = choice.settings().fields(section);
        Map<String, Double> settings = new LinkedHashMap<>();
        section.names().forEach(name -> settings.put(name, given.number(name)));
        fields.get(OptimizerSpec.LEARNING_RATE).ifPresent(rate -> {
            given.get(OptimizerSpec.LEARNING_RATE).ifPresent(twice -> {
                throw new SpecException("expected one learning rate but got one at " + rate.place() + " and one at "
                        + twice.place() + "; take one of them out");
            });
            settings.put(OptimizerSpec.LEARNING_RATE, fields.number(OptimizerSpec.LEARNING_RATE));
        });
        return new OptimizerSpec(choice.name(), settings);
    }

    private static EarlyStopping earlyStopping(SpecNode node, double validation, Task task, List<String> metrics) {
        Fields fields = node.fields(TrainingFormat.EARLY_STOPPING);
        EarlyStopping stopping = EarlyStopping.patience(fields.count("patience"))
                .minDelta(fields.number("min_delta"))
                .monitor(fields.get("monitor")
                        .map(monitor -> monitor(monitor, task, metrics))
                        .orElse(EarlyStopping.DEFAULT_MONITOR));
        if (validation == 0 && stopping.monitor().startsWith(VALIDATION_PREFIX)) {
            throw new SpecException("expected validation rows for early stopping on " + stopping.monitor()
                    + " but got none at " + node.place() + "; add training.validation: 0.2, or monitor: loss");
        }
        return stopping;
    }

    private static String monitor(SpecNode node, Task task, List<String> metrics) {
        String name = node.text();
        String plain = name.startsWith(VALIDATION_PREFIX) ? name.substring(VALIDATION_PREFIX.length()) : name;
        if (MetricNames.of(task).contains(plain) && !MetricNames.isPerEpoch(plain)) {
            throw node.wrong(
                    "a figure that is there after every epoch",
                    plain + " is only computed over all rows at the end, so monitor val_loss");
        }
        List<String> figures = new ArrayList<>(
                Stream.concat(Stream.of("loss"), metrics.stream().filter(MetricNames::isPerEpoch))
                        .toList());
        List.copyOf(figures).forEach(figure -> figures.add(VALIDATION_PREFIX + figure));
        return SpecReader.oneOf(node, "a figure to monitor", figures);
    }

    private static Clipping clip(SpecNode node) {
        Fields fields = node.fields(TrainingFormat.CLIP);
        return fields.has("norm")
                ? Clipping.byGlobalNorm(fields.number("norm"))
                : Clipping.byValue(fields.number("value"));
    }

    private static ClassWeights classWeights(SpecNode node, Task task) {
        if (task != Task.CLASSIFICATION) {
            throw node.wrong("class_weight only with task: classification", "take class_weight out");
        }
        if (node instanceof SpecMap map) {
            return new ClassWeights.ByClass(TrainingFormat.weights(map));
        }
        String word = SpecReader.oneOf(
                node, "a way to weight classes", List.of(TrainingFormat.NONE, TrainingFormat.BALANCED));
        return word.equals(TrainingFormat.BALANCED) ? new ClassWeights.Balanced() : new ClassWeights.None();
    }
}
