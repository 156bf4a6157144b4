package dev.hebb.model;

import dev.hebb.data.Targets;
import java.util.List;

/**
 * What a model says about rows of a table.
 *
 * @param targets what is predicted
 * @param values {@code [rows][outputs]}: of classes the output of each, which are probabilities after a softmax; of numbers, in the columns' own units
 * @param notices sentences on what a person should know, such as values that were imputed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TablePredictions(Targets targets, double[][] values, List<String> notices) {
    public TablePredictions {
        notices = List.copyOf(notices);
    }

    public int rows() {
        return values.length;
    }

    /**
     * The name of the most likely class of a row, the first of equal ones.
     *
     * @throws IllegalStateException for predictions of numbers
     */
    public String label(int row) {
        if (!targets.areClasses()) {
            throw new IllegalStateException(
                    "expected predictions of classes but got numbers for " + targets.names() + "; use values()");
        }
        int best = 0;
        for (int k = 1; k < values[row].length; k++) {
            best = values[row][k] > values[row][best] ? k : best;
        }
        return targets.classes().get(best);
    }
}
