package dev.hebb.data;

import dev.hebb.backend.RowTable;
import dev.hebb.shape.Shape;
import java.util.Optional;

/** A column whose rows lie in arrays on the heap. */
abstract class HeapColumn implements Dataset.Column {
    private final String name;
    private final Shape rowShape;
    private final RowTable table;

    HeapColumn(String name, Shape rowShape, RowTable table) {
        this.name = name;
        this.rowShape = rowShape;
        this.table = table;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Shape rowShape() {
        return rowShape;
    }

    @Override
    public final Optional<RowTable> table() {
        return Optional.of(table);
    }
}
