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

    /**
     * The choices between ways to compute that this backend does not make by rules: those it measured and those it was given. They are saved with models, so
     * that a loaded one computes as it did when it was saved.
     *
     * @return by what was chosen for, such as {@code product float32 64x10x256 TN}, what was taken, such as {@code openblas}; empty where rules decide all
     */
    default Map<String, String> tuning() {
        return Map.of();
    }

    /**
     * Gives it choices that {@link #tuning()} once returned, here or elsewhere, for plans that are linked from now on. Those it does not understand, such as
     * another backend's, are passed over.
     */
    default void tune(Map<String, String> choices) {}

    @Override
    void close();
}
