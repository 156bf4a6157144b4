package dev.hebb.data;

import java.util.Arrays;

/** A column of a {@link Table}: numbers or texts. */
interface TableColumn {
    TableColumn rows(int[] indices);

    /** What to throw where numbers are asked of texts. */
    static DataException notNumeric(String name, String reason) {
        return new DataException("expected numbers in column '" + TextClip.name(name) + "' but got " + reason);
    }

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
     * @param reason why they are no numbers, as a message goes on after "but got"
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Texts(String[] texts, String reason) implements TableColumn {
        static final String AS_ASKED = "texts, as which it was asked for";

        @Override
        public Texts rows(int[] indices) {
            return new Texts(Arrays.stream(indices).mapToObj(row -> texts[row]).toArray(String[]::new), reason);
        }
    }
}
