package dev.hebb.experiment.spec;

import dev.hebb.data.ColumnType;
import dev.hebb.experiment.spec.Kind.Either;
import dev.hebb.experiment.spec.Kind.ListOf;
import dev.hebb.experiment.spec.Kind.MapOf;
import dev.hebb.experiment.spec.Kind.Real;
import dev.hebb.experiment.spec.Kind.Sub;
import dev.hebb.experiment.spec.Kind.Text;
import dev.hebb.experiment.spec.Kind.Word;
import java.util.List;
import java.util.stream.Collectors;

/** The keys of {@code data}. */
final class DataFormat {
    static final List<String> COLLECTIONS = List.of("mnist", "fashion-mnist");
    static final List<String> MISSING_TARGET = List.of("error", "drop");
    static final Word COLUMN_TYPE = Word.of("a type of columns", ColumnType.class);

    static final Section COLUMN = Section.of(
            "data.columns.NAME",
            "What one column holds.",
            Key.required("type", COLUMN_TYPE, "date", "The type; `location: categorical` is short for it."));

    static final Section IDX = Section.of(
            "data.idx",
            "Pictures and labels in the format of MNIST, `.gz` or not.",
            Key.required(
                    "train",
                    new ListOf(new Text(), 2, 2),
                    "[train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz]",
                    "The file of the pictures, then the file of the labels."),
            Key.follows(
                    "test",
                    new ListOf(new Text(), 2, 2),
                    "the rows that `data.test` says",
                    "The same for the held-out rows."));

    static final Section TEST = Section.of(
                    "data.test",
                    "Which rows are held out for the final scores; training never sees them.",
                    Key.form(
                            "fraction",
                            new Real(Range.ABOVE_0_TO_BELOW_1),
                            Decimal.text(TestSpec.DEFAULT_FRACTION),
                            "The share of all rows that the seed draws."),
                    Key.follows(
                            "stratify",
                            new Kind.Flag(),
                            "`true` for classification, `false` for regression",
                            "Whether every class keeps its share; classification only."),
                    Key.form(
                            "last",
                            new Real(Range.ABOVE_0_TO_BELOW_1),
                            "0.2",
                            "The share of all rows at the end of the file, for ordered data."),
                    Key.form("file", new Text(), "test.csv", "Another file with the same columns; tables only."))
            .withForms(
                    new Form(List.of("fraction"), List.of("stratify")),
                    new Form(List.of("last"), List.of()),
                    new Form(List.of("file"), List.of()));

    static final Section DATA = Section.of(
                    "data",
                    "Where the rows come from: a table (`file`) or pictures (`idx`).",
                    Key.form(
                            "file",
                            new Text(),
                            "data.csv",
                            "The table, `.csv` or `.csv.gz`, relative to the folder of the spec. `${NAME}` is the environment's, `${NAME:-default}` with a default, `$${` a plain `${`."),
                    Key.form(
                            "target",
                            new ListOf(new Text(), 1, Integer.MAX_VALUE),
                            "column",
                            "The column to predict; a list of several for regression. Needed with `file`."),
                    Key.of(
                            "labels",
                            new MapOf(new Text()),
                            "{}",
                            "New names of classes, by the text in the data; classes of one new name become one. Classification only."),
                    Key.of(
                            "columns",
                            new MapOf(Either.of(COLUMN_TYPE, new Sub(COLUMN))),
                            "{}",
                            "What columns hold, by name; the data tells for those left out."),
                    Key.of("drop", ListOf.any(new Text()), "[]", "Columns that are not looked at."),
                    Key.of("missing", ListOf.any(new Text()), marks(), "What stands for a missing value."),
                    Key.of(
                            "missing_target",
                            new Word("what to do with rows without a target", MISSING_TARGET),
                            MISSING_TARGET.get(0),
                            "Whether rows without a target are an error, or dropped and counted."),
                    Key.form("idx", new Sub(IDX), "{train: [images.gz, labels.gz]}", IDX.description()),
                    Key.of(
                            "folder",
                            new Text(),
                            ".",
                            "What the names in `idx` are relative to; itself relative to the folder of the spec, and with `${..}` as in `file`."),
                    Key.follows(
                            "download",
                            new Word("a collection", COLLECTIONS),
                            "none; the files must be there",
                            "The collection whose official files are fetched into `folder` where they are missing; their SHA-256 is checked."),
                    Key.of(
                            "test",
                            new Sub(TEST),
                            "{fraction: " + Decimal.text(TestSpec.DEFAULT_FRACTION) + "}",
                            TEST.description()))
            .withForms(
                    new Form(
                            List.of("file", "target"),
                            List.of("labels", "columns", "drop", "missing", "missing_target", "test")),
                    new Form(List.of("idx"), List.of("folder", "download", "test")));

    private DataFormat() {}

    private static String marks() {
        return DataSpec.DEFAULT_MISSING.stream()
                .map(mark -> '"' + mark + '"')
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
