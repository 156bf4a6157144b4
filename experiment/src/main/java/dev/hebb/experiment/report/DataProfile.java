package dev.hebb.experiment.report;

import dev.hebb.data.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the data of a run was before preprocessing.
 *
 * @param columns in the order of the file; empty for images
 * @param classes in the order of the model's outputs; empty for regression
 * @param imageShape of one row: {@code 28 x 28}; empty for tables
 */
public record DataProfile(
        RowCounts rows, List<ColumnProfile> columns, List<ClassCount> classes, Optional<String> imageShape) {
    public DataProfile {
        columns = List.copyOf(columns);
        classes = List.copyOf(classes);
    }

    /**
     * Looks at every column of a table, one at a time: the memory of one column, and of {@value ColumnProfile#MOST_DISTINCT} texts.
     *
     * @param raw as it was read
     * @param uses of some of its columns, in the order they are shown; others are left out
     * @param classes empty for regression
     */
    public static DataProfile of(Table raw, List<ColumnUse> uses, RowCounts rows, List<ClassCount> classes) {
        List<ColumnProfile> columns = new ArrayList<>();
        for (ColumnUse use : uses) {
            boolean isNumbers = raw.isNumeric(use.name()) && use.role() != ColumnUse.Role.CATEGORICAL;
            columns.add(
                    isNumbers
                            ? ColumnProfile.ofNumbers(use, raw.numeric(use.name()))
                            : ColumnProfile.ofTexts(use, raw.text(use.name()), Table.MISSING));
        }
        return new DataProfile(rows, columns, classes, Optional.empty());
    }

    /** Of images, which have no columns. */
    public static DataProfile ofImages(String shape, RowCounts rows, List<ClassCount> classes) {
        return new DataProfile(rows, List.of(), classes, Optional.of(shape));
    }

    /** How many columns the model reads. */
    public int inputs() {
        return (int)
                columns.stream().filter(column -> column.use().role().isInput()).count();
    }

    /** The names of the target columns. */
    public List<String> targets() {
        return columns.stream()
                .map(ColumnProfile::use)
                .filter(use -> use.role() == ColumnUse.Role.TARGET)
                .map(ColumnUse::name)
                .toList();
    }
}
