package dev.hebb.experiment.spec;

import dev.hebb.data.ColumnType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the rows come from. All but {@code source} and {@code test} is of tables, and empty for pictures.
 *
 * @param targets the columns to predict; one for classification
 * @param labels new names of classes, by the text in the data; classes of one new name become one class
 * @param columns what columns hold where that is not for the reader to find out
 * @param drop columns that are not looked at
 * @param missing what stands for a missing value
 * @param dropsMissingTargets whether rows without a target are passed over; else they are an error
 */
public record DataSpec(
        SourceSpec source,
        List<String> targets,
        Map<String, String> labels,
        Map<String, ColumnType> columns,
        List<String> drop,
        List<String> missing,
        boolean dropsMissingTargets,
        TestSpec test) {
    public static final List<String> DEFAULT_MISSING = List.of("", "NA", "NaN", "null", "?");

    public DataSpec {
        targets = List.copyOf(targets);
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        drop = List.copyOf(drop);
        missing = List.copyOf(missing);
    }
}
