package dev.hebb.data;

import java.util.List;

/**
 * A dataset in two parts, as views. Rows and errors are those of {@link RowSplit}.
 *
 * @param train to train on
 * @param held to score
 */
public record Split(Dataset train, Dataset held) {
    private static Split of(Dataset data, RowSplit rows) {
        return new Split(data.rows(rows.train()), data.rows(rows.held()));
    }

    /** Holds out the last rows. */
    public static Split ordered(Dataset data, double fraction) {
        return of(data, RowSplit.ordered(data.rows(), fraction));
    }

    /** Holds out rows by chance. */
    public static Split random(Dataset data, double fraction, long seed) {
        return of(data, RowSplit.random(data.rows(), fraction, seed));
    }

    /** Holds out the share of every class of the one target, which is of ints. */
    public static Split stratified(Dataset data, double fraction, long seed) {
        return stratified(data, classesOf(data), fraction, seed);
    }

    /** Holds out the share of every class. */
    public static Split stratified(Dataset data, int[] labels, double fraction, long seed) {
        requireOnePerRow(data, labels.length, "labels");
        return of(data, RowSplit.stratified(labels, fraction, seed));
    }

    /** Holds out whole groups, such as the rows of one patient, so that none is on both sides. */
    public static Split grouped(Dataset data, int[] groups, double fraction, long seed) {
        requireOnePerRow(data, groups.length, "groups");
        return of(data, RowSplit.grouped(groups, fraction, seed));
    }

    /** Holds out whole groups by the name of each row's group. */
    public static Split grouped(Dataset data, String[] groups, double fraction, long seed) {
        return grouped(data, RowGroups.numbered(groups), fraction, seed);
    }

    private static void requireOnePerRow(Dataset data, int given, String what) {
        if (given != data.rows()) {
            throw new DataException("expected " + data.rows() + " " + what + ", one per row, but got " + given);
        }
    }

    private static int[] classesOf(Dataset data) {
        List<Dataset.Column> targets = data.targets();
        if (targets.size() != 1
                || !targets.get(0).isInt()
                || targets.get(0).rowShape().size() != 1) {
            throw new DataException("expected one target of int classes but got "
                    + targets.stream()
                            .map(target -> (target.isInt() ? "int" : "real") + target.rowShape())
                            .toList()
                    + "; convert them with withIntTargets(), or give the classes to split by");
        }
        int[] classes = new int[data.rows()];
        targets.get(0).gather(Order.ascending(classes.length), 0, classes.length, classes);
        return classes;
    }
}
