package dev.hebb.backend;

import dev.hebb.compile.ArenaSpec;
import dev.hebb.compile.Plan;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A backend whose arenas are blocks of memory. A new one writes four small classes: its {@link Block}, a {@link BlockArena} on it, a {@link BlockExecutable},
 * and this; and a {@link BackendProvider} that announces it. What it allocated stays until it is closed itself.
 *
 * @param <A> its arenas
 */
public abstract class BlockBackend<A extends BlockArena<?>> implements Backend {
    private final String name;
    private final String device;
    private final Class<A> arenas;
    private volatile boolean closed;

    /** @param arenas the class of its arenas */
    protected BlockBackend(String name, String device, Class<A> arenas) {
        this.name = name;
        this.device = device;
        this.arenas = arenas;
    }

    /** New memory, filled with 0. */
    protected abstract A newArena(ArenaSpec spec);

    /**
     * Binds a plan to memory that is large enough, of the right types, and stays open meanwhile.
     *
     * @param arenas by name
     * @param blocks those of the arenas; what linking allocates is added, and closed where linking fails
     */
    protected abstract BlockExecutable link(Plan plan, Map<String, A> arenas, Blocks blocks);

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String device() {
        return device;
    }

    @Override
    public final Arena allocate(ArenaSpec spec) {
        requireOpen();
        return newArena(spec);
    }

    @Override
    public final Executable link(Plan plan, Map<String, Arena> given) {
        requireOpen();
        Map<String, A> fitting = new LinkedHashMap<>();
        for (ArenaSpec spec : plan.arenas()) {
            fitting.put(spec.name(), fitting(spec, given));
        }
        Blocks blocks =
                new Blocks(fitting.values().stream().map(BlockArena::memory).toList());
        blocks.acquire();
        try {
            return link(plan, fitting, blocks);
        } catch (RuntimeException | Error e) {
            blocks.close();
            throw e;
        } finally {
            blocks.release();
        }
    }

    private A fitting(ArenaSpec spec, Map<String, Arena> given) {
        Arena arena = given.get(spec.name());
        if (arena == null
                || arena.spec().dataType() != spec.dataType()
                || arena.spec().elements() < spec.elements()
                || !arenas.isInstance(arena)) {
            throw new BackendException("expected an arena of backend " + name + " for " + spec + " but got "
                    + (arena == null
                            ? "none"
                            : arena.spec() + " of " + arena.getClass().getSimpleName()));
        }
        return arenas.cast(arena);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("expected an open backend but " + name + " was closed");
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
