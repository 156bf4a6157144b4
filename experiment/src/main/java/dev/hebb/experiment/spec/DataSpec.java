package dev.hebb.experiment.spec;

import java.nio.file.Path;
import java.util.List;

/**
 * Where the rows come from.
 *
 * @param targets the columns to predict; one for classification
 * @param drop columns that are not looked at
 * @param missing what stands for a missing value
 */
public record DataSpec(Path file, List<String> targets, List<String> drop, List<String> missing, TestSpec test) {
    public static final List<String> DEFAULT_MISSING = List.of("", "NA", "NaN", "null", "?");

    public DataSpec {
        targets = List.copyOf(targets);
        drop = List.copyOf(drop);
        missing = List.copyOf(missing);
    }
}
