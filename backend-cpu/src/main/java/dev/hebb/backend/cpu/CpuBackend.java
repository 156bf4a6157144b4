package dev.hebb.backend.cpu;

import dev.hebb.backend.Arena;
import dev.hebb.backend.Backend;
import dev.hebb.backend.BackendException;
import dev.hebb.backend.Executable;
import dev.hebb.compile.ArenaSpec;
import dev.hebb.compile.Plan;
import dev.hebb.compile.Target;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** The {@code cpu} backend. What it allocated stays until it is closed itself. */
final class CpuBackend implements Backend {
    private static final Target TARGET = new CpuTarget();

    private final String device;
    private final int threads;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Takes its share of the pool until it is closed.
     *
     * @param threads that compute, the caller's among them
     */
    CpuBackend(String device, int threads) {
        this.device = device + ", " + threads + (threads == 1 ? " thread" : " threads");
        this.threads = threads;
        Native.openPool(threads - 1L);
    }

    @Override
    public String name() {
        return CpuProvider.NAME;
    }

    @Override
    public String device() {
        return device;
    }

    @Override
    public Target target() {
        return TARGET;
    }

    @Override
    public Arena allocate(ArenaSpec spec) {
        requireOpen();
        return new CpuArena(spec);
    }

    @Override
    public Executable link(Plan plan, Map<String, Arena> arenas) {
        requireOpen();
        Map<String, CpuArena> own = new LinkedHashMap<>();
        for (ArenaSpec spec : plan.arenas()) {
            Arena arena = arenas.get(spec.name());
            boolean fits = arena != null
                    && arena.spec().dataType() == spec.dataType()
                    && arena.spec().elements() >= spec.elements();
            if (!fits || !(arena instanceof CpuArena ours)) {
                throw new BackendException("expected an arena of backend " + name() + " for " + spec + " but got "
                        + (arena == null
                                ? "none"
                                : arena.spec() + " of " + arena.getClass().getSimpleName()));
            }
            own.put(spec.name(), ours);
        }
        return new CpuExecutable(plan, own, threads);
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("expected an open backend but " + name() + " was closed");
        }
    }

    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            Native.closePool();
        }
    }
}
