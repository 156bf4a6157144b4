package dev.hebb.backend.nd4j;

import dev.hebb.backend.BlockArena;
import dev.hebb.backend.Elements;
import dev.hebb.compile.ArenaSpec;

/** Memory of the reference backend. */
final class Nd4jArena extends BlockArena<Memory> {
    Nd4jArena(ArenaSpec spec) {
        this(spec, new Memory(spec.toString(), Elements.type(spec.dataType()), spec.elements()));
    }

    private Nd4jArena(ArenaSpec spec, Memory memory) {
        super(spec, memory, Elements.of(memory.first(), spec.dataType(), spec.elements()));
    }
}
