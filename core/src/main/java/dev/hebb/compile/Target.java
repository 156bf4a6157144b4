package dev.hebb.compile;

import dev.hebb.graph.CompositeOp;

/** What a backend can run: the questions the compiler asks before it lowers a graph. */
public interface Target {
    /** Runs primitives and elementwise programs, and nothing else: every composite is decomposed, and nothing becomes a region. */
    Target PRIMITIVES = op -> false;

    /** Whether there is a kernel for {@code op}, so that it is kept whole. */
    boolean runs(CompositeOp op);

    /** Whether {@code region} can run in one pass; the compiler asks for every part it might join. */
    default boolean fuses(Region region) {
        return false;
    }
}
