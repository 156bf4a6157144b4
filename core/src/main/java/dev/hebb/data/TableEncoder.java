package dev.hebb.data;

import java.util.ArrayList;
import java.util.List;

/**
 * Turns rows of a table into rows of numbers, column by column. Fitted on training rows and saved with the model; columns are found by their names, in any
 * order, and others are not looked at.
 *
 * @param encoders in the order of the numbers
 */
public record TableEncoder(List<ColumnEncoder> encoders) {
    /** @throws DataException for none */
    public TableEncoder {
        encoders = List.copyOf(encoders);
        if (encoders.isEmpty()) {
            throw new DataException("expected one column or more to encode but got none");
        }
    }

    /**
     * Encoded rows.
     *
     * @param rows {@code [rows][features]}
     * @param notices sentences on what a person should know
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Encoded(double[][] rows, List<String> notices) {
        public Encoded {
            notices = List.copyOf(notices);
        }
    }

    /** The names of the columns that it reads. */
    public List<String> columns() {
        return encoders.stream().map(ColumnEncoder::column).toList();
    }

    /** The names of the numbers. */
    public List<String> features() {
        return encoders.stream().flatMap(encoder -> encoder.features().stream()).toList();
    }

    /**
     * Encodes every row.
     *
     * @throws DataException for a column that is not there and a cell that cannot be encoded
     */
    public Encoded encode(Table table) {
        double[][] rows = new double[table.rows()][features().size()];
        List<String> notices = new ArrayList<>();
        int at = 0;
        for (ColumnEncoder encoder : encoders) {
            encoder.encode(table, rows, at, notices);
            at += encoder.features().size();
        }
        return new Encoded(rows, notices);
    }
}
