package dev.hebb.shape;

import java.util.Locale;

/** The width in which the FLOAT tensors of a graph are held and computed. */
public enum Precision {
    FLOAT64(DataType.FLOAT64),
    FLOAT32(DataType.FLOAT32);

    private final DataType dataType;

    Precision(DataType dataType) {
        this.dataType = dataType;
    }

    /** The stored type of a tensor of {@code kind} at this precision. */
    public DataType of(Kind kind) {
        return kind == Kind.INT ? DataType.INT32 : dataType;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
