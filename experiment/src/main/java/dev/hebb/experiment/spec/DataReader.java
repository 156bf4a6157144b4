package dev.hebb.experiment.spec;

import dev.hebb.experiment.spec.Fields.Range;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the section {@code data}. */
final class DataReader {
    private static final List<String> KEYS = List.of("file", "target", "drop", "missing", "test");
    private static final List<String> LATER =
            List.of("labels", "columns", "missing_target", "idx", "folder", "download");

    private final Path folder;

    /** @param folder what paths are relative to */
    DataReader(Path folder) {
        this.folder = folder;
    }

    DataSpec read(Fields top, Task task) {
        Fields fields =
                top.require("data", "data: {file: data.csv, target: column}").fields(KEYS, LATER);
        SpecNode target = fields.require("target", "the name of the column to predict");
        List<String> targets = texts(target);
        if (targets.isEmpty() || task == Task.CLASSIFICATION && targets.size() > 1) {
            throw target.wrong(
                    task == Task.CLASSIFICATION ? "one target column for classification" : "at least one target column",
                    "");
        }
        List<String> drop = fields.get("drop").map(DataReader::texts).orElse(List.of());
        targets.stream().filter(drop::contains).findFirst().ifPresent(both -> {
            throw new SpecException("expected columns to drop other than the target but got '" + both + "' at "
                    + fields.get("drop").orElseThrow().place() + "; take it out");
        });
        return new DataSpec(
                file(fields.require("file", "the data file")),
                targets,
                drop,
                fields.get("missing").map(DataReader::texts).orElse(DataSpec.DEFAULT_MISSING),
                test(fields, task));
    }

    private static List<String> texts(SpecNode node) {
        return node.elements().stream().map(SpecNode::text).toList();
    }

    private Path file(SpecNode node) {
        Path file = folder.resolve(node.text()).normalize();
        if (!Files.isRegularFile(file)) {
            throw node.wrong(
                    "a file",
                    Files.isDirectory(file)
                            ? file + " is a folder"
                            : "there is no " + file + "; paths are relative to the spec's folder");
        }
        return file;
    }

    private TestSpec test(Fields data, Task task) {
        boolean canStratify = task == Task.CLASSIFICATION;
        if (!data.has("test")) {
            return new TestSpec.Drawn(TestSpec.DEFAULT_FRACTION, canStratify);
        }
        SpecNode node = data.get("test").orElseThrow();
        Fields fields = node.fields(List.of("fraction", "stratify", "last", "file"), List.of());
        if (List.of("fraction", "last", "file").stream().filter(fields::has).count() != 1) {
            throw node.wrong("one of fraction, last and file", "such as test: {fraction: 0.2}");
        }
        if (fields.has("stratify") && !fields.has("fraction")) {
            throw node.wrong("stratify only with fraction", "take stratify out");
        }
        if (fields.has("last")) {
            return new TestSpec.Last(fields.number("last", 0, Range.ABOVE_0_TO_BELOW_1));
        }
        if (fields.has("file")) {
            return new TestSpec.Separate(file(fields.get("file").orElseThrow()));
        }
        boolean isStratified = fields.flag("stratify", canStratify);
        if (isStratified && !canStratify) {
            throw fields.get("stratify").orElseThrow().wrong("stratify: false for regression", "");
        }
        return new TestSpec.Drawn(fields.number("fraction", 0, Range.ABOVE_0_TO_BELOW_1), isStratified);
    }
}
