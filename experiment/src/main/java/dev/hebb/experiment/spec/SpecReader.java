package dev.hebb.experiment.spec;

import dev.hebb.experiment.spec.NumericSpec.Scale;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads a training spec strictly: unknown keys, keys twice, wrong kinds and impossible numbers are errors with their line. */
public final class SpecReader {
    private static final List<String> KEYS =
            List.of("hebb", "task", "seed", "data", "preprocess", "model", "training", "metrics");

    private SpecReader() {}

    /**
     * @param overrides {@code key=value}, each of which takes the place of what the file says
     * @throws SpecException for a file that cannot be read, or says something that cannot be done
     */
    public static TrainSpec read(Path file, List<String> overrides) {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file.toAbsolutePath());
        return read(text(file), String.valueOf(file.getFileName()), folder, overrides);
    }

    /** @param folder what paths in the spec are relative to */
    static TrainSpec read(String text, String name, Path folder, List<String> overrides) {
        SpecNode node = YamlText.parse(text, YamlText.top(name));
        for (String override : overrides) {
            node = Overrides.apply(node, override);
        }
        return spec(node, folder);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new SpecException("expected a spec as UTF-8 text but got other bytes in " + file
                    + "; if it is the data, give a spec that names it");
        } catch (IOException e) {
            String what =
                    Files.isDirectory(file) ? "a folder" : Files.exists(file) ? "one that cannot be read" : "none";
            throw new SpecException("expected a spec file but got " + what + " at " + file
                    + "; give the path of a YAML file such as examples/digits.yaml");
        }
    }

    private static TrainSpec spec(SpecNode spec, Path folder) {
        Fields top = spec.fields(KEYS, List.of());
        SpecNode version = top.require("hebb", "hebb: " + TrainSpec.FORMAT_VERSION + ", the version of the format");
        if (version.whole() != TrainSpec.FORMAT_VERSION) {
            throw version.wrong(
                    "version " + TrainSpec.FORMAT_VERSION + " of the spec format",
                    "a newer version of Hebb may read it");
        }
        SpecNode taskNode = top.require("task", "task: classification or task: regression");
        List<String> tasks = Arrays.stream(Task.values()).map(Task::toString).toList();
        Task task = Task.values()[tasks.indexOf(oneOf(taskNode, "a task", tasks))];
        List<String> metrics =
                top.get("metrics").map(node -> metrics(node, task)).orElse(task.defaultMetrics());
        return new TrainSpec(
                task,
                top.get("seed").map(SpecNode::whole).orElse(TrainSpec.DEFAULT_SEED),
                new DataReader(folder).read(top, task),
                numeric(top),
                LayerReader.read(top.get("model")),
                TrainingReader.read(top, task, metrics),
                metrics);
    }

    private static NumericSpec numeric(Fields top) {
        Fields numeric = top.section("preprocess", List.of("numeric"), List.of("categorical", "pixels", "target"))
                .section("numeric", List.of("scale"), List.of("impute", "indicator"));
        List<String> scales = Arrays.stream(Scale.values()).map(Scale::toString).toList();
        return numeric.get("scale")
                .map(node -> new NumericSpec(Scale.values()[scales.indexOf(oneOf(node, "a scale", scales))]))
                .orElse(NumericSpec.DEFAULT);
    }

    private static List<String> metrics(SpecNode node, Task task) {
        List<String> known = MetricNames.of(task);
        return node.elements().stream()
                .map(element -> oneOf(element, "a metric for " + task, known))
                .distinct()
                .toList();
    }

    /** One of some names. */
    static String oneOf(SpecNode node, String what, List<String> known) {
        String name = node.text();
        if (!known.contains(name)) {
            throw node.wrong(what + " among [" + Names.some(known) + "]", Names.advice(name, known));
        }
        return name;
    }

    /** What {@code make} gives; its complaints get the place of {@code node}. */
    static <T> T checked(SpecNode node, Supplier<T> make) {
        try {
            return make.get();
        } catch (IllegalArgumentException e) {
            throw new SpecException(e.getMessage() + " at " + node.place());
        }
    }
}
