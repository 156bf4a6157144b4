package dev.hebb.experiment.spec;

import dev.hebb.data.DataException;
import dev.hebb.data.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A spec made for a table: task, columns, model and training follow from the data.
 *
 * @param notices what was chosen and why, a sentence each
 */
public record AutoSpec(TrainSpec spec, List<String> notices) {
    public AutoSpec {
        notices = List.copyOf(notices);
    }

    /**
     * What is given; the rest follows from the data.
     *
     * @param targets one or more columns, each a name or several with commas between; several are regression
     * @param hidden units of the hidden layers; no numbers for a linear model
     * @param drop columns that are not looked at, as {@code targets}
     * @param overrides {@code key=value} for any key of the spec that is made, such as {@code training.epochs=5}; they come last
     */
    public record Options(
            List<String> targets,
            Optional<Task> task,
            Optional<List<Integer>> hidden,
            List<String> drop,
            List<String> overrides) {
        public Options {
            targets = List.copyOf(targets);
            hidden = hidden.map(List::copyOf);
            drop = List.copyOf(drop);
            overrides = List.copyOf(overrides);
        }

        public static Options target(String... columns) {
            return new Options(List.of(columns), Optional.empty(), Optional.empty(), List.of(), List.of());
        }

        Options withColumns(List<String> predicted, List<String> dropped) {
            return new Options(predicted, task, hidden, dropped, overrides);
        }

        public Options task(Task given) {
            return new Options(targets, Optional.of(given), hidden, drop, overrides);
        }

        public Options hidden(List<Integer> units) {
            return new Options(targets, task, Optional.of(units), drop, overrides);
        }

        public Options drop(List<String> columns) {
            return new Options(targets, task, hidden, columns, overrides);
        }

        public Options overrides(List<String> assignments) {
            return new Options(targets, task, hidden, drop, assignments);
        }
    }

    /**
     * Looks at a table and makes a spec for it.
     *
     * @throws DataException for a file that is no table, a column that is not there, and targets that cannot be learned
     * @throws SpecException for options that do not go together
     */
    public static AutoSpec of(Path csv, Options given) {
        Path file = csv.toAbsolutePath().normalize();
        Table table = Table.read(file);
        Options options =
                given.withColumns(names(given.targets(), table.columns()), names(given.drop(), table.columns()));
        if (options.targets().isEmpty()) {
            throw new SpecException("expected a column to predict but got none for " + csv
                    + "; name one of the columns [" + Names.some(table.columns()) + "]");
        }
        options.targets().forEach(name -> TableCheck.requireColumn(table.columns(), name, file));
        options.drop().forEach(name -> TableCheck.requireColumn(table.columns(), name, file));
        List<String> notices = new ArrayList<>();
        AutoData data = AutoData.of(table, file, options, notices);
        SpecNode tree = new AutoTree(data, options, notices).make();
        TrainSpec spec = SpecReader.read(
                tree, Optional.ofNullable(file.getParent()).orElse(file), Variables.ofProcess(), options.overrides());
        return new AutoSpec(spec, notices);
    }

    /** A text that is no column itself may be several with commas between. */
    private static List<String> names(List<String> texts, List<String> columns) {
        return texts.stream()
                .flatMap(text -> columns.contains(text) ? Stream.of(text) : Arrays.stream(text.split(",")))
                .toList();
    }
}
