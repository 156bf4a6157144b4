package dev.hebb.experiment.spec;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads a training spec strictly: unknown keys, keys twice, wrong kinds and impossible numbers are errors with their line. */
public final class SpecReader {
    private SpecReader() {}

    /**
     * @param overrides {@code key=value}, each of which takes the place of what the file says
     * @throws SpecException for a file that cannot be read, or says something that cannot be done
     */
    public static TrainSpec read(Path file, List<String> overrides) {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file.toAbsolutePath());
        SpecNode node = YamlText.parse(text(file), YamlText.top(String.valueOf(file.getFileName())));
        return read(node, folder, Variables.ofProcess(), overrides);
    }

    /** @param folder what paths in the spec are relative to */
    static TrainSpec read(SpecNode spec, Path folder, Variables variables, List<String> overrides) {
        SpecNode node = spec;
        for (String override : overrides) {
            node = Overrides.apply(node, override);
        }
        return spec(node, new DataReader(folder, variables));
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > YamlText.LARGEST) {
                throw YamlText.tooLarge(Files.size(file), file.toString());
            }
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

    private static TrainSpec spec(SpecNode spec, DataReader dataReader) {
        Fields top = spec.fields(SpecFormat.SPEC);
        SpecNode version = top.require("hebb");
        if (version.whole() != TrainSpec.FORMAT_VERSION) {
            throw version.wrong(
                    "version " + TrainSpec.FORMAT_VERSION + " of the spec format",
                    "a newer version of Hebb may read it");
        }
        top.require("task");
        Task task = top.word("task", Task.class);
        List<String> metrics =
                top.get("metrics").map(node -> metrics(node, task)).orElse(task.defaultMetrics());
        top.require("data");
        DataSpec data = dataReader.read(top.section("data"), task);
        return new TrainSpec(
                task,
                top.whole("seed"),
                data,
                PreprocessReader.read(top, task, data.source()),
                LayerReader.read(top.get("model")),
                TrainingReader.read(top, task, metrics),
                metrics);
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
}
