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

/** The {@code cpu} backend. What it allocated stays until it is closed itself. */
final class CpuBackend implements Backend {
    private final String device;
    private volatile boolean closed;

    CpuBackend(String device) {
        this.device = device;
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
        return Target.PRIMITIVES;
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
        return new CpuExecutable(plan, own);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("expected an open backend but " + name() + " was closed");
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
