package dev.hebb.backend;

import dev.hebb.compile.ArenaSpec;
import dev.hebb.compile.Plan;
import dev.hebb.compile.Target;
import java.util.Map;

/** Holds numbers on the Java heap and computes nothing: what a step takes on it is the engine's own overhead. */
public final class NullBackend implements Backend {
    public static final String NAME = "null";
    static final String DEVICE = "nothing: it runs no kernel";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String device() {
        return DEVICE;
    }

    @Override
    public Target target() {
        return Target.PRIMITIVES;
    }

    @Override
    public Arena allocate(ArenaSpec spec) {
        return new HeapArena(spec);
    }

    @Override
    public Executable link(Plan plan, Map<String, Arena> arenas) {
        for (ArenaSpec spec : plan.arenas()) {
            Arena arena = arenas.get(spec.name());
            if (arena == null || arena.spec().elements() < spec.elements()) {
                throw new BackendException(
                        "expected an arena for " + spec + " but got " + (arena == null ? "none" : arena.spec()));
            }
        }
        return new Executable() {
            @Override
            public void run() {}

            @Override
            public void close() {}
        };
    }

    @Override
    public void close() {}
}
