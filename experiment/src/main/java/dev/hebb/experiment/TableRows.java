package dev.hebb.experiment;

import dev.hebb.data.ColumnEncoder;
import dev.hebb.data.ColumnType;
import dev.hebb.data.DataException;
import dev.hebb.data.Dataset;
import dev.hebb.data.DateColumn;
import dev.hebb.data.NumericColumn;
import dev.hebb.data.Preprocessing;
import dev.hebb.data.RowSplit;
import dev.hebb.data.Table;
import dev.hebb.data.Targets;
import dev.hebb.experiment.report.ColumnUse;
import dev.hebb.experiment.report.DataProfile;
import dev.hebb.experiment.spec.DataSpec;
import dev.hebb.experiment.spec.PreprocessSpec;
import dev.hebb.experiment.spec.TableCheck;
import dev.hebb.experiment.spec.Task;
import dev.hebb.experiment.spec.TestSpec;
import dev.hebb.experiment.spec.TrainSpec;
import dev.hebb.model.Attachment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The rows of a run from a table. */
final class TableRows {
    private final TrainSpec spec;
    private final DataSpec data;
    private final List<String> notices = new ArrayList<>();

    /** Rows to learn from and rows held out. */
    private record Parts(Table rest, Table held) {
        static Parts of(Table table, RowSplit split) {
            return new Parts(table.rows(sorted(split.train())), table.rows(sorted(split.held())));
        }

        private static int[] sorted(int[] rows) {
            Arrays.sort(rows);
            return rows;
        }
    }

    private TableRows(TrainSpec spec) {
        this.spec = spec;
        this.data = spec.data();
    }

    static RunData read(TrainSpec spec, Path file) {
        return new TableRows(spec).read(file);
    }

    private RunData read(Path file) {
        Table whole = TableFiles.read(file, data.missing(), textColumns());
        List<String> features = features(whole, file);
        Table table = withTargets(whole, file);
        Parts all = hold(table, file);
        Optional<Parts> checked = spec.training().validation() > 0
                ? Optional.of(validate(all.rest(), targets(all.rest())))
                : Optional.empty();
        Table train = checked.map(Parts::rest).orElse(all.rest());
        Targets targets = spec.task() == Task.CLASSIFICATION ? targets(all.rest()) : targets(train);
        Preprocessing.Fitted fitted = preprocessing(features).fit(train, features);
        notices.addAll(fitted.notices());
        Attachment attachment = Attachment.of(fitted, targets).withMissing(missingMarks());
        RunData.Sets sets = new RunData.Sets(
                dataset(attachment, train, "training"),
                checked.map(parts -> dataset(attachment, parts.held(), "validation")),
                dataset(attachment, all.held(), "held-out"));
        return new RunData(
                attachment, sets, path -> all.held().write(path), profile(whole, table, sets, attachment), notices);
    }

    /** Those of the data, and the empty field, as which the held-out rows are written wherever a value is missing. */
    private List<String> missingMarks() {
        Set<String> marks = new LinkedHashSet<>(data.missing());
        marks.add(Table.MISSING);
        return List.copyOf(marks);
    }

    /** Columns whose texts count as they stand, numbers too: classes, and columns that the spec calls categorical. */
    private List<String> textColumns() {
        List<String> texts = new ArrayList<>();
        if (spec.task() == Task.CLASSIFICATION) {
            texts.addAll(data.targets());
        }
        data.columns().forEach((name, type) -> {
            if (type == ColumnType.CATEGORICAL) {
                texts.add(name);
            }
        });
        return texts;
    }

    private List<String> features(Table table, Path file) {
        data.targets().forEach(name -> TableCheck.requireColumn(table.columns(), name, file));
        data.drop().forEach(name -> TableCheck.requireColumn(table.columns(), name, file));
        data.columns().keySet().forEach(name -> TableCheck.requireColumn(table.columns(), name, file));
        List<String> features = new ArrayList<>(table.columns());
        features.removeAll(data.targets());
        features.removeAll(data.drop());
        if (features.isEmpty()) {
            throw new DataException(
                    "expected at least one column besides the target but got none in " + file + "; drop fewer columns");
        }
        features.stream()
                .filter(name -> !data.columns().containsKey(name))
                .forEach(name -> NumbersAsText.check(table, name));
        return features;
    }

    /** The rows that have every target. */
    private Table withTargets(Table table, Path file) {
        boolean[] hasAll = new boolean[table.rows()];
        Arrays.fill(hasAll, true);
        for (String target : data.targets()) {
            String[] texts = table.text(target);
            for (int row = 0; row < texts.length; row++) {
                hasAll[row] &= !texts[row].equals(Table.MISSING);
            }
        }
        int[] kept =
                IntStream.range(0, hasAll.length).filter(row -> hasAll[row]).toArray();
        int lost = table.rows() - kept.length;
        if (lost == 0) {
            return table;
        } else if (!data.dropsMissingTargets()) {
            throw new DataException("expected a value of " + String.join(", ", data.targets()) + " in every row but "
                    + lost + " of " + table.rows() + " rows in " + file
                    + " have none; drop them with data: {missing_target: drop}");
        } else if (kept.length == 0) {
            throw new DataException("expected rows with a value of " + String.join(", ", data.targets()) + " but all "
                    + lost + " rows in " + file + " have none; take another target");
        }
        notices.add(String.format(
                Locale.ROOT,
                "%,d of %,d rows have no %s and are left out",
                lost,
                table.rows(),
                String.join(" or ", data.targets())));
        return table.rows(kept);
    }

    private Targets targets(Table rows) {
        return spec.task() == Task.CLASSIFICATION
                ? Targets.classes(rows, data.targets().get(0), data.labels())
                : Targets.numbers(rows, data.targets(), spec.preprocess().targetScale());
    }

    private Preprocessing preprocessing(List<String> features) {
        PreprocessSpec preprocess = spec.preprocess();
        Map<String, ColumnType> types = new LinkedHashMap<>(data.columns());
        types.keySet().retainAll(features);
        return new Preprocessing(
                preprocess.impute(), preprocess.indicator(), preprocess.scale(), preprocess.unseen(), types);
    }

    private Dataset dataset(Attachment attachment, Table rows, String what) {
        Attachment.Prepared prepared = attachment.dataset(rows);
        prepared.notices().forEach(notice -> notices.add(what + " rows: " + notice));
        return prepared.data();
    }

    private Parts hold(Table table, Path file) {
        TestSpec test = data.test();
        if (test instanceof TestSpec.Separate separate) {
            Table held = TableFiles.read(separate.file(), data.missing(), textColumns());
            table.columns().stream()
                    .filter(name -> !data.drop().contains(name))
                    .forEach(name -> TableCheck.requireColumn(held.columns(), name, separate.file()));
            return new Parts(table, withTargets(held, separate.file()));
        }
        if (test instanceof TestSpec.Last last) {
            return Parts.of(table, RowSplit.ordered(table.rows(), last.fraction()));
        }
        if (test instanceof TestSpec.Drawn drawn && drawn.isStratified()) {
            Targets all = targets(table);
            int[] classes = all.classNumbers(table);
            Map<String, Integer> rows = new LinkedHashMap<>();
            int[] counts = counts(classes, all.classes().size());
            for (int k = 0; k < counts.length; k++) {
                rows.put(all.classes().get(k), counts[k]);
            }
            TableCheck.requireStratifiable(rows, data.targets().get(0), file);
            return Parts.of(table, RowSplit.stratified(classes, drawn.fraction(), spec.seed()));
        }
        if (test instanceof TestSpec.Drawn drawn) {
            return Parts.of(table, RowSplit.random(table.rows(), drawn.fraction(), spec.seed()));
        }
        throw new AssertionError(test);
    }

    private static int[] counts(int[] classes, int of) {
        int[] counts = new int[of];
        for (int one : classes) {
            counts[one]++;
        }
        return counts;
    }

    /** Ordered data stays ordered; classes keep their shares where each has two rows. */
    private Parts validate(Table rest, Targets targets) {
        double fraction = spec.training().validation();
        long seed = ~spec.seed(); // another order than that of the held-out rows
        if (data.test() instanceof TestSpec.Last) {
            return Parts.of(rest, RowSplit.ordered(rest.rows(), fraction));
        }
        if (targets.areClasses()) {
            int[] classes = targets.classNumbers(rest);
            if (Arrays.stream(counts(classes, targets.classes().size())).allMatch(count -> count >= 2)) {
                return Parts.of(rest, RowSplit.stratified(classes, fraction, seed));
            }
        }
        return Parts.of(rest, RowSplit.random(rest.rows(), fraction, seed));
    }

    private DataProfile profile(Table whole, Table table, RunData.Sets sets, Attachment attachment) {
        Map<String, ColumnUse> byName = new LinkedHashMap<>();
        data.targets().forEach(name -> byName.put(name, ColumnUse.of(name, ColumnUse.Role.TARGET)));
        attachment
                .encoder()
                .orElseThrow()
                .encoders()
                .forEach(encoder -> byName.put(encoder.column(), ColumnUse.of(encoder.column(), role(encoder))));
        data.drop().forEach(name -> byName.put(name, ColumnUse.dropped(name, "named in data.drop")));
        List<ColumnUse> uses = whole.columns().stream()
                .filter(byName::containsKey)
                .map(name -> Optional.ofNullable(byName.get(name)).orElseThrow())
                .toList();
        return DataProfile.of(
                whole,
                uses,
                sets.counts(whole.rows(), whole.rows() - table.rows()),
                sets.classCounts(attachment.targets()));
    }

    private static ColumnUse.Role role(ColumnEncoder encoder) {
        return encoder instanceof NumericColumn
                ? ColumnUse.Role.NUMERIC
                : encoder instanceof DateColumn ? ColumnUse.Role.DATE : ColumnUse.Role.CATEGORICAL;
    }
}
