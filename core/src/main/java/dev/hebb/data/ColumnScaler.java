package dev.hebb.data;

import java.util.List;

/**
 * Scales every column by numbers of its own; what {@link Preprocessing} fits, where some columns are scaled and others stay.
 *
 * <p>Formula: {@code y = (x - shift) / spread}.
 *
 * @param shift by column; 0 where a column stays
 * @param spread by column; 1 where a column stays, 0 where it was constant
 */
public record ColumnScaler(List<Double> shift, List<Double> spread) implements ShiftScaler {
    /** @throws DataException for lists of unequal lengths and numbers that are not finite */
    public ColumnScaler {
        shift = List.copyOf(shift);
        spread = List.copyOf(spread);
        ColumnStatistics.requireScaling("shift", shift, "spread", spread);
    }

    @Override
    public List<Double> shifts() {
        return shift;
    }

    @Override
    public List<Double> spreads() {
        return spread;
    }
}
