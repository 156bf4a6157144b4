package dev.hebb.data;

import java.util.List;

/** A scaler by {@code y = (x - shift) / spread}, column by column; a spread of 0 marks a column that was constant. */
interface ShiftScaler extends Scaler {
    /** What becomes 0, by column. */
    List<Double> shifts();

    /** What becomes 1 after the shift, by column; 0 where the column was constant. */
    List<Double> spreads();

    @Override
    default int columns() {
        return shifts().size();
    }

    @Override
    default void apply(double[] row) {
        ColumnStatistics.requireLength(row, columns());
        for (int i = 0; i < row.length; i++) {
            double spread = spreads().get(i);
            double shifted = row[i] - shifts().get(i);
            row[i] = spread == 0
                    ? shifted * 0.0 + 0.0
                    : shifted / spread; // times 0, so that NaN stays; plus 0, so that -0 does not
        }
    }

    @Override
    default void restore(double[] row) {
        ColumnStatistics.requireLength(row, columns());
        for (int i = 0; i < row.length; i++) {
            row[i] = row[i] * spreads().get(i) + shifts().get(i);
        }
    }
}
