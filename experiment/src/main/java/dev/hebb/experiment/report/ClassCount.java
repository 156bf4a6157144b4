package dev.hebb.experiment.report;

import java.util.ArrayList;
import java.util.List;

/** How many rows of a class there are to train on, to validate on, and held out. */
public record ClassCount(String name, int train, int validation, int heldOut) {
    /**
     * Counts.
     *
     * @param classes their names, K
     * @param train the class of each row, from 0 to K - 1; so are the others, which may be empty
     */
    public static List<ClassCount> of(List<String> classes, int[] train, int[] validation, int[] heldOut) {
        int[] trained = counts(train, classes.size());
        int[] validated = counts(validation, classes.size());
        int[] held = counts(heldOut, classes.size());
        List<ClassCount> counts = new ArrayList<>();
        for (int k = 0; k < classes.size(); k++) {
            counts.add(new ClassCount(classes.get(k), trained[k], validated[k], held[k]));
        }
        return counts;
    }

    private static int[] counts(int[] labels, int classes) {
        int[] counts = new int[classes];
        for (int label : labels) {
            counts[label]++;
        }
        return counts;
    }
}
