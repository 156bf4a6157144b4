package dev.hebb.shape;

import java.util.Locale;

/** How one element is stored. */
public enum DataType {
    FLOAT64(8),
    FLOAT32(4),
    INT32(4);

    private final int bytes;

    DataType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
