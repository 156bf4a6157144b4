package dev.hebb.experiment.spec;

import java.util.List;
import java.util.stream.Collectors;

/** The reference of the spec for people, made of the tables that {@link SpecReader} reads by. */
public final class SpecReference {
    static final String EXAMPLE = """
            hebb: 1
            task: classification
            seed: 1
            data:
              file: weather.csv
              target: weather
              labels: {sun: Clear, fog: Cloudy, rain: Raining, drizzle: Raining, snow: Raining}
              columns: {date: {type: date}, location: categorical}
              test: {fraction: 0.2, stratify: true}
            preprocess:
              numeric: {impute: median, scale: standard}
              categorical: {encode: one-hot, unseen: error}
            model: [{dense: {units: 64, activation: relu, l2: 1e-4}}, {dropout: 0.2}]
            training: {optimizer: {adam: {lr: 1e-3}}, epochs: 200, batch: 32, validation: 0.2, early_stopping: {patience: 10}, class_weight: balanced}
            metrics: [accuracy, f1_macro]
            """;

    private static final String INTRODUCTION = """
            # The training spec

            A YAML file that says everything about a training run. This page is generated from the code that reads it.

            Paths are relative to the folder of the spec. Whatever is left out has a default; the spec that a run writes into its folder
            has every default filled in and runs to the same bits. `--set training.epochs=5` overrides any key, `--set 'model[0].dense.units=32'`
            one inside a list. Unknown keys and keys written twice are errors. A plain word means what its key wants: `no` is a name where a
            name is wanted, and `1e-4` a number where a number is.

            ```yaml
            """;

    private SpecReference() {}

    public static String markdown() {
        StringBuilder text = new StringBuilder(INTRODUCTION).append(EXAMPLE).append("```\n");
        SpecFormat.SPEC.all().forEach(section -> append(text, section));
        text.append("\n## Metrics\n");
        for (Task task : Task.values()) {
            text.append("\nFor ").append(task).append(", after every epoch: ").append(metrics(task, true));
            text.append(". Over all rows at the end only: ")
                    .append(metrics(task, false))
                    .append(".\n");
        }
        return text.toString();
    }

    private static String metrics(Task task, boolean isPerEpoch) {
        return code(MetricNames.of(task).stream()
                .filter(name -> MetricNames.isPerEpoch(name) == isPerEpoch)
                .toList());
    }

    private static String code(List<String> names) {
        return names.stream().map(SpecReference::code).collect(Collectors.joining(", "));
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private static void append(StringBuilder text, Section section) {
        String title = section.path().isEmpty() ? "The whole spec" : code(section.path());
        text.append("\n## ")
                .append(title)
                .append("\n\n")
                .append(section.description())
                .append('\n');
        if (!section.forms().isEmpty()) {
            text.append("\nEither ")
                    .append(section.forms().stream().map(SpecReference::form).collect(Collectors.joining("; or ")))
                    .append(".\n");
        }
        if (section.keys().isEmpty()) {
            return;
        }
        text.append("\n| Key | Value | Default | |\n|---|---|---|---|\n");
        section.keys()
                .forEach(key -> text.append("| ")
                        .append(code(key.name()))
                        .append(" | ")
                        .append(
                                key.name().equals("metrics")
                                        ? "a list of names, see Metrics below"
                                        : key.kind().text())
                        .append(" | ")
                        .append(byDefault(key))
                        .append(" | ")
                        .append(key.description())
                        .append(" |\n"));
    }

    private static String form(Form form) {
        String needed = code(form.required());
        return form.optional().isEmpty() ? needed : needed + ", with any of " + code(form.optional());
    }

    private static String byDefault(Key key) {
        return switch (key.presence()) {
            case REQUIRED -> "needed, such as " + code(key.sample());
            case DEFAULT -> code(key.sample());
            case FOLLOWS -> key.sample();
            case FORM -> "such as " + code(key.sample());
        };
    }
}
