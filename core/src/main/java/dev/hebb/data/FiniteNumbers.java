package dev.hebb.data;

import java.util.List;

/** The check that data holds numbers to compute with. */
final class FiniteNumbers {
    private static final int AT_ONCE = 1 << 14;

    private FiniteNumbers() {}

    static void require(String role, List<Dataset.Column> columns, int rows) {
        for (Dataset.Column column : columns) {
            if (!column.isInt()) {
                require(Naming.describe(role, column.name()), column, rows);
            }
        }
    }

    private static void require(String what, Dataset.Column column, int rows) {
        int perRow = Math.toIntExact(column.rowShape().size());
        int atOnce = Math.max(1, AT_ONCE / Math.max(1, perRow));
        double[] values = new double[Math.multiplyExact(Math.min(atOnce, rows), perRow)];
        for (int first = 0; first < rows; first += atOnce) {
            int count = Math.min(atOnce, rows - first);
            column.gather(Order.range(first, count), 0, count, values);
            for (int i = 0; i < count * perRow; i++) {
                if (!Double.isFinite(values[i])) {
                    throw new DataException("expected finite numbers but got " + values[i] + " in row "
                            + (first + i / perRow) + ", column " + i % perRow + " of " + what + "; impute or drop");
                }
            }
        }
    }
}
