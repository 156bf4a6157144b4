package dev.hebb.backend.cpu;

import dev.hebb.backend.BackendException;
import dev.hebb.backend.BlockBackend;
import dev.hebb.backend.BlockExecutable;
import dev.hebb.backend.Blocks;
import dev.hebb.compile.ArenaSpec;
import dev.hebb.compile.Plan;
import dev.hebb.compile.Target;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** The {@code cpu} backend; a user of the pool of threads until it is closed. */
final class CpuBackend extends BlockBackend<CpuArena> {
    private static final Target TARGET = new CpuTarget();

    private final Tuning tuning;
    private final Means means;
    private final AtomicBoolean usesPool = new AtomicBoolean(true);

    /**
     * @param threads that compute, the caller's among them
     * @throws BackendException for a wrong value of {@value Tuning#PROPERTY}
     */
    CpuBackend(String device, int threads) {
        super(CpuProvider.NAME, device + ", " + threads + (threads == 1 ? " thread" : " threads"), CpuArena.class);
        this.tuning = new Tuning(
                OneDnn::isThere, Tuning.isMeasured() ? Optional.of(ProductTimes::fastest) : Optional.empty());
        this.means = new Means(
                CpuLibrary.catalogue(),
                new MatrixLibraries(OneDnn::isThere, Isa.best() == Isa.AVX512, tuning),
                threads);
        Native.openPool(threads - 1L);
    }

    @Override
    public Target target() {
        return TARGET;
    }

    @Override
    public Map<String, String> tuning() {
        return tuning.choices();
    }

    @Override
    public void tune(Map<String, String> choices) {
        tuning.take(choices);
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
