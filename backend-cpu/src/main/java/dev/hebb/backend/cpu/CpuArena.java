package dev.hebb.backend.cpu;

import dev.hebb.backend.BlockArena;
import dev.hebb.backend.Elements;
import dev.hebb.backend.RowTable;
import dev.hebb.compile.ArenaSpec;
import dev.hebb.shape.DataType;
import java.util.Objects;

/** Memory of the {@code cpu} backend. */
final class CpuArena extends BlockArena<Memory> {
    /** For so many numbers a call of native code takes longer than the loop. */
    private static final int FEW = 16;

    private final int helpers;

    /** @param helpers threads that may help to copy */
    CpuArena(ArenaSpec spec, int helpers) {
        this(spec, new Memory(spec.toString(), spec.bytes()), helpers);
    }

    private CpuArena(ArenaSpec spec, Memory memory, int helpers) {
        super(spec, memory, Elements.of(memory.at(0), spec.dataType(), spec.elements()));
        this.helpers = helpers;
    }

    @Override
    public void gather(long offset, RowTable table, int[] rows, int from, int count) {
        DataType type = spec().dataType();
        boolean loses = type == DataType.INT32 && table.dataType() != DataType.INT32;
        if (loses || (long) count * table.perRow() <= FEW) {
            super.gather(offset, table, rows, from, count);
            return;
        }
        Objects.checkFromIndexSize(from, count, rows.length);
        begin(offset, (long) count * table.perRow());
        try {
            long outside = Native.gather(
                    table.chunks(),
                    table.rows(),
                    table.rowsPerChunk(),
                    table.perRow(),
                    table.dataType().ordinal(),
                    rows,
                    from,
                    count,
                    memory().address() + offset * type.bytes(),
                    type.ordinal(),
                    helpers);
            if (outside >= 0) {
                throw table.outside(rows[(int) outside], (int) outside);
            }
        } finally {
            memory().release();
        }
    }
}
