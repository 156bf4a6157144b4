package dev.hebb.backend;

import dev.hebb.compile.ArenaSpec;
import dev.hebb.compile.Plan;
import dev.hebb.compile.Target;
import java.util.Map;

/** An opened backend: gives memory and links plans to it. Safe for several threads; {@link #close()} is idempotent. */
public interface Backend extends AutoCloseable {
    String name();

    /** The device in words, such as {@code CPU, nd4j-native 1.0.0-M2.1}. */
    String device();

    /** What the compiler may leave to it. */
    Target target();

    /**
     * New memory, filled with 0.
     *
     * @throws BackendException where there is not enough
     */
    Arena allocate(ArenaSpec spec);

    /**
     * Binds a plan to memory. Everything that a run needs is allocated here.
     *
     * @param arenas an arena of at least the size the plan asks for, by the name of each {@link Plan#arenas()}
     */
    Executable link(Plan plan, Map<String, Arena> arenas);

    @Override
    void close();
}
