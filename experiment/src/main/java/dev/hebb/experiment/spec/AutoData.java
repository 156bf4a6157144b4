package dev.hebb.experiment.spec;

import dev.hebb.data.ColumnType;
import dev.hebb.data.ColumnTypes;
import dev.hebb.data.DataException;
import dev.hebb.data.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a table holds, as far as a spec depends on it.
 *
 * @param file absolute
 * @param rows that have every target
 * @param dates columns of dates
 * @param drop columns that are not looked at: those of the options, and others that nothing can be learned from
 * @param canStratify whether the task is classification and every class has two rows
 */
record AutoData(Path file, Task task, int rows, List<String> dates, List<String> drop, boolean canStratify) {
    private static final int MOST_INTEGER_CLASSES = 30;
    private static final String COLUMN = "data.columns.";

    static AutoData of(Table all, Path file, AutoSpec.Options options, List<String> notices) {
        Table table = withTargets(all, file, options.targets());
        Task task = options.task().orElseGet(() -> task(table, options.targets(), notices));
        boolean canStratify = checkTargets(table, file, task, options.targets(), notices);
        List<String> dates = new ArrayList<>();
        List<String> drop = new ArrayList<>(options.drop());
        List<String> features = new ArrayList<>(table.columns());
        features.removeAll(options.targets());
        features.removeAll(drop);
        ColumnTypes.inferred(table, features).forEach((name, type) -> {
            if (type == ColumnType.DATE) {
                dates.add(name);
                notices.add("Column '" + Names.brief(name)
                        + "' holds dates: year, and sine and cosine of the day of the year.");
            }
        });
        Map<String, Integer> identifiers = new LinkedHashMap<>(ColumnTypes.manyCategories(table, features));
        identifiers.keySet().removeAll(declared(options.overrides()));
        identifiers.forEach((name, different) -> {
            drop.add(name);
            notices.add("Column '" + Names.brief(name) + "' is left out, because it holds " + different
                    + " different texts, more than " + ColumnTypes.MANY_CATEGORIES + ".");
        });
        features.removeAll(drop);
        if (features.isEmpty()) {
            throw new DataException("expected a column to learn from besides the target but got none in " + file
                    + (drop.isEmpty() ? "" : "; without " + Names.some(drop)));
        }
        return new AutoData(file, task, table.rows(), List.copyOf(dates), List.copyOf(drop), canStratify);
    }

    /** The columns that overrides say what they hold of: {@code data.columns.NAME=categorical}. */
    private static List<String> declared(List<String> overrides) {
        return overrides.stream()
                .filter(text -> text.startsWith(COLUMN) && text.contains("="))
                .map(text -> text.substring(COLUMN.length(), text.indexOf('=')).strip())
                .toList();
    }

    private static Table withTargets(Table all, Path file, List<String> targets) {
        int[] kept = new int[all.rows()];
        int count = 0;
        List<boolean[]> missing =
                targets.stream().map(name -> missing(all, name)).toList();
        for (int row = 0; row < kept.length; row++) {
            int at = row;
            if (missing.stream().noneMatch(isMissing -> isMissing[at])) {
                kept[count++] = row;
            }
        }
        if (count == 0) {
            throw new DataException("expected rows with a target but column '" + targets.get(0) + "' of " + file
                    + " has none; predict another column");
        }
        return count == kept.length ? all : all.rows(Arrays.copyOf(kept, count));
    }

    private static boolean[] missing(Table table, String name) {
        boolean[] missing = new boolean[table.rows()];
        if (table.isNumeric(name)) {
            double[] numbers = table.numeric(name);
            for (int row = 0; row < missing.length; row++) {
                missing[row] = Double.isNaN(numbers[row]);
            }
        } else {
            String[] texts = table.text(name);
            for (int row = 0; row < missing.length; row++) {
                missing[row] = texts[row].equals(Table.MISSING);
            }
        }
        return missing;
    }

    private static Task task(Table table, List<String> targets, List<String> notices) {
        String target = targets.get(0);
        if (targets.size() > 1) {
            notices.add("Task: regression, because there are " + targets.size() + " targets.");
            return Task.REGRESSION;
        }
        if (!table.isNumeric(target)) {
            notices.add("Task: classification, because '" + target + "' holds texts, "
                    + counts(table, target).size() + " different ones.");
            return Task.CLASSIFICATION;
        }
        double[] numbers = table.numeric(target);
        long different = Arrays.stream(numbers).distinct().count();
        boolean isWhole = Arrays.stream(numbers).allMatch(number -> number == Math.rint(number));
        String what = isWhole ? " whole numbers" : " numbers";
        if (isWhole && different <= MOST_INTEGER_CLASSES) {
            notices.add("Task: classification, because '" + target + "' holds " + different + " different" + what
                    + " (at most " + MOST_INTEGER_CLASSES + "); --task regression says otherwise.");
            return Task.CLASSIFICATION;
        }
        notices.add("Task: regression, because '" + target + "' holds " + different + " different" + what
                + "; --task classification says otherwise.");
        return Task.REGRESSION;
    }

    /** Rows by class. */
    private static Map<String, Integer> counts(Table table, String target) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String label : table.text(target)) {
            counts.merge(label, 1, Integer::sum);
        }
        return counts;
    }

    /** Whether rows can be held out by class. */
    private static boolean checkTargets(Table table, Path file, Task task, List<String> targets, List<String> notices) {
        if (task == Task.REGRESSION) {
            targets.forEach(name -> TableCheck.requireVaried(table.numeric(name), name, file));
            return false;
        }
        Map<String, Integer> counts = counts(table, targets.get(0));
        TableCheck.requireClasses(counts, targets.get(0), file);
        List<String> single = TableCheck.single(counts);
        if (!single.isEmpty()) {
            notices.add("Held-out rows are drawn without regard to class, because there is only one row of "
                    + Names.some(single.stream().map(Names::brief).toList()) + ".");
        }
        return single.isEmpty();
    }
}
