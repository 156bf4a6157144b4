package dev.hebb.backend.cpu;

import dev.hebb.backend.BlockArena;
import dev.hebb.backend.Elements;
import dev.hebb.compile.ArenaSpec;

/** Memory of the {@code cpu} backend. */
final class CpuArena extends BlockArena<Memory> {
    CpuArena(ArenaSpec spec) {
        this(spec, new Memory(spec.toString(), spec.bytes()));
    }

    private CpuArena(ArenaSpec spec, Memory memory) {
        super(spec, memory, Elements.of(memory.at(0), spec.dataType(), spec.elements()));
    }
}
