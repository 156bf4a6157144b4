package dev.hebb.experiment;

import dev.hebb.data.DataException;
import dev.hebb.data.Dataset;
import dev.hebb.data.LabelEncoder;
import dev.hebb.data.RowSplit;
import dev.hebb.data.Table;
import dev.hebb.experiment.spec.DataSpec;
import dev.hebb.experiment.spec.SourceSpec;
import dev.hebb.experiment.spec.Task;
import dev.hebb.experiment.spec.TestSpec;
import dev.hebb.experiment.spec.TrainSpec;
import dev.hebb.model.Attachment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The rows of a spec: to train on, to validate with, held out. The classes come from rows that are not held out, the scales from training rows alone.
 *
 * @param columns what the model reads and predicts
 * @param attachment what is saved with the model
 * @param train prepared, as the network takes them; the others likewise
 * @param validation empty where the spec asks for none
 * @param testTable the held-out rows as they stand in the data
 * @param baseline what a model that does not look at the features would score
 */
public record SpecData(
        Columns columns,
        Attachment attachment,
        Dataset train,
        Optional<Dataset> validation,
        Dataset test,
        Table testTable,
        Baseline baseline) {
    /** Tables of the rows to learn from and of the rows held out. */
    private record Parts(Table rest, Table held) {
        static Parts of(Table table, RowSplit split) {
            return new Parts(table.rows(sorted(split.train())), table.rows(sorted(split.held())));
        }

        private static int[] sorted(int[] rows) {
            Arrays.sort(rows);
            return rows;
        }
    }

    /**
     * Reads and splits.
     *
     * @throws DataException for files that are no tables, columns that are missing, cells that are no numbers
     */
    public static SpecData read(TrainSpec spec) {
        DataSpec data = spec.data();
        Table table = Table.read(file(data), new HashSet<>(data.missing()));
        Columns plain = new Columns(features(table, data), data.targets(), List.of(), data.missing());
        Parts all = hold(spec, table, plain);
        Columns columns = spec.task() == Task.CLASSIFICATION ? plain.withClasses(classes(all.rest(), data)) : plain;
        Optional<Parts> checked =
                spec.training().validation() > 0 ? Optional.of(validate(spec, all.rest(), columns)) : Optional.empty();
        Table train = checked.map(Parts::rest).orElse(all.rest());
        Attachment attachment = columns.attachment(Scales.fit(spec.preprocess().scale(), columns.features(train)));
        Dataset prepared = attachment.prepare(columns.dataset(train));
        Dataset test = attachment.prepare(columns.dataset(all.held()));
        return new SpecData(
                columns,
                attachment,
                prepared,
                checked.map(parts -> attachment.prepare(columns.dataset(parts.held()))),
                test,
                all.held(),
                Baseline.of(columns, prepared, test));
    }

    private static Path file(DataSpec data) {
        if (data.source() instanceof SourceSpec.TableFile table) {
            return table.file();
        }
        throw new DataException("expected a table at data.file but got pictures at data.idx");
    }

    private static List<String> features(Table table, DataSpec data) {
        data.targets().forEach(name -> Columns.require(table, name, file(data)));
        data.drop().forEach(name -> Columns.require(table, name, file(data)));
        List<String> features = new ArrayList<>(table.columns());
        features.removeAll(data.targets());
        features.removeAll(data.drop());
        if (features.isEmpty()) {
            throw new DataException("expected at least one column besides the target but got none in " + file(data)
                    + "; drop fewer columns");
        }
        return features;
    }

    private static List<String> classes(Table table, DataSpec data) {
        String target = data.targets().get(0);
        List<String> classes =
                LabelEncoder.fit(labels(table, target, file(data))).classes();
        if (classes.size() < 2) {
            throw new DataException("expected at least 2 classes but got only " + classes + " in column '" + target
                    + "' of " + file(data));
        }
        return classes;
    }

    private static String[] labels(Table table, String target, Path file) {
        String[] labels = table.text(target);
        int missing = Arrays.asList(labels).indexOf(Table.MISSING);
        if (missing >= 0) {
            throw new DataException("expected a class in every row but column '" + target + "' of " + file
                    + " has rows without; take them out");
        }
        return labels;
    }

    private static Parts hold(TrainSpec spec, Table table, Columns columns) {
        TestSpec test = spec.data().test();
        if (test instanceof TestSpec.Separate separate) {
            return new Parts(table, columns.read(separate.file()));
        }
        if (test instanceof TestSpec.Last last) {
            return Parts.of(table, RowSplit.ordered(table.rows(), last.fraction()));
        }
        if (test instanceof TestSpec.Drawn drawn && drawn.isStratified()) {
            String[] labels = labels(table, columns.targets().get(0), file(spec.data()));
            return Parts.of(
                    table, RowSplit.stratified(LabelEncoder.fit(labels).encode(labels), drawn.fraction(), spec.seed()));
        }
        if (test instanceof TestSpec.Drawn drawn) {
            return Parts.of(table, RowSplit.random(table.rows(), drawn.fraction(), spec.seed()));
        }
        throw new AssertionError(test);
    }

    /** Ordered data stays ordered; classes keep their shares where each has two rows. */
    private static Parts validate(TrainSpec spec, Table table, Columns columns) {
        double fraction = spec.training().validation();
        long seed = ~spec.seed(); // another order than that of the held-out rows
        if (spec.data().test() instanceof TestSpec.Last) {
            return Parts.of(table, RowSplit.ordered(table.rows(), fraction));
        }
        if (spec.task() == Task.CLASSIFICATION) {
            int[] labels = columns.labels(table);
            int[] counts = new int[columns.classes().size()];
            for (int label : labels) {
                counts[label]++;
            }
            if (Arrays.stream(counts).allMatch(count -> count >= 2)) {
                return Parts.of(table, RowSplit.stratified(labels, fraction, seed));
            }
        }
        return Parts.of(table, RowSplit.random(table.rows(), fraction, seed));
    }

    /** A number near the targets: the mean of their training means; 0 for classes. */
    public double centre() {
        return baseline.centre();
    }

    /** The rows, columns and classes in two lines. */
    public String summary() {
        String checked = validation
                .map(rows -> String.format(Locale.ROOT, ", %,d to validate", rows.rows()))
                .orElse("");
        String what = columns.classes().isEmpty()
                ? "predicting " + String.join(", ", columns.targets())
                : columns.classes().size() + " classes of " + columns.targets().get(0);
        return String.format(
                Locale.ROOT,
                "Rows: %,d to train on%s, %,d held out%nColumns: %,d features, %s",
                train.rows(),
                checked,
                test.rows(),
                columns.features().size(),
                what);
    }
}
