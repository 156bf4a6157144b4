package dev.hebb.data;

import java.util.Arrays;

/**
 * Where the rows of a table come from, for messages.
 *
 * @param lines the line of each row, from 1; empty for rows that come from no file
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RowOrigin(String file, int[] lines) {
    static RowOrigin none() {
        return new RowOrigin("", new int[0]);
    }

    RowOrigin rows(int[] indices) {
        return lines.length == 0
                ? this
                : new RowOrigin(
                        file, Arrays.stream(indices).map(row -> lines[row]).toArray());
    }

    String where(int row) {
        return lines.length == 0 ? "row " + row : file + " line " + lines[row];
    }
}
