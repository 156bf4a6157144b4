package dev.hebb.backend.nd4j;

import dev.hebb.backend.BlockBackend;
import dev.hebb.backend.BlockExecutable;
import dev.hebb.backend.Blocks;
import dev.hebb.compile.ArenaSpec;
import dev.hebb.compile.Plan;
import dev.hebb.compile.Target;
import java.util.Map;

/** The reference backend. */
final class Nd4jBackend extends BlockBackend<Nd4jArena> {
    Nd4jBackend(String device) {
        super(Nd4jProvider.NAME, device, Nd4jArena.class);
    }

    @Override
    public Target target() {
        return Target.PRIMITIVES;
    }

    @Override
    protected Nd4jArena newArena(ArenaSpec spec) {
        return new Nd4jArena(spec);
    }

    @Override
    protected BlockExecutable link(Plan plan, Map<String, Nd4jArena> arenas, Blocks blocks) {
        return new Nd4jExecutable(plan, arenas, blocks);
    }
}
