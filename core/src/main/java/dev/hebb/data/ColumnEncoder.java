package dev.hebb.data;

import java.util.List;

/** Turns one column of a table into some numbers per row. Fitted on training rows and saved with the model: implementations are records of plain data. */
public interface ColumnEncoder {
    /** The name of the column that it reads. */
    String column();

    /** The names of the numbers, such as {@code sex=MALE}; one or more. */
    List<String> features();

    /** What becomes of the column, in a few words for people. */
    default String describe() {
        return features().equals(List.of(column())) ? column() : column() + " as " + String.join(", ", features());
    }

    /** Whether number {@code feature}, from 0, is a quantity, which is scaled; a flag of 0 or 1 is not. */
    default boolean isQuantity(int feature) {
        return true;
    }

    /**
     * Encodes every row: writes {@code into[row][at ..]}.
     *
     * @param into one array per row of {@code table}
     * @param notices gets a sentence for whatever a person should know, such as values that were imputed although the training rows missed none
     * @throws DataException for a cell that cannot be encoded, with its column and row
     */
    void encode(Table table, double[][] into, int at, List<String> notices);
}
