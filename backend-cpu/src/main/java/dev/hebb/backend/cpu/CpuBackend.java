package dev.hebb.backend.cpu;

import dev.hebb.backend.BlockBackend;
import dev.hebb.backend.BlockExecutable;
import dev.hebb.backend.Blocks;
import dev.hebb.compile.ArenaSpec;
import dev.hebb.compile.Plan;
import dev.hebb.compile.Target;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** The {@code cpu} backend; a user of the pool of threads until it is closed. */
final class CpuBackend extends BlockBackend<CpuArena> {
    private static final Target TARGET = new CpuTarget();

    private final Means means;
    private final AtomicBoolean usesPool = new AtomicBoolean(true);

    /** @param threads that compute, the caller's among them */
    CpuBackend(String device, int threads) {
        super(CpuProvider.NAME, device + ", " + threads + (threads == 1 ? " thread" : " threads"), CpuArena.class);
        this.means = new Means(CpuLibrary.catalogue(), new MatrixLibraries(OneDnn::isThere), threads);
        Native.openPool(threads - 1L);
    }

    @Override
    public Target target() {
        return TARGET;
    }

    @Override
    protected CpuArena newArena(ArenaSpec spec) {
        return new CpuArena(spec, means.threads() - 1);
    }

    @Override
    protected BlockExecutable link(Plan plan, Map<String, CpuArena> arenas, Blocks blocks) {
        return new CpuExecutable(plan, arenas, blocks, means);
    }

    @Override
    public void close() {
        super.close();
        if (usesPool.getAndSet(false)) {
            Native.closePool();
        }
    }
}
