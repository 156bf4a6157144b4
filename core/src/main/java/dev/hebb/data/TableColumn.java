package dev.hebb.data;

import java.util.Arrays;

/** A column of a {@link Table}: numbers or texts. */
interface TableColumn {
    TableColumn rows(int[] indices);

    /** @param numbers NaN where missing; kept, and never changed */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Numbers(double[] numbers) implements TableColumn {
        @Override
        public Numbers rows(int[] indices) {
            return new Numbers(
                    Arrays.stream(indices).mapToDouble(row -> numbers[row]).toArray());
        }
    }

    /**
     * @param texts empty where missing; kept, and never changed
     * @param reason the first text that is no number and where it stands, for messages
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Texts(String[] texts, String reason) implements TableColumn {
        @Override
        public Texts rows(int[] indices) {
            return new Texts(Arrays.stream(indices).mapToObj(row -> texts[row]).toArray(String[]::new), reason);
        }
    }
}
