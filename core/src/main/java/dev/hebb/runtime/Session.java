package dev.hebb.runtime;

import dev.hebb.backend.Arena;
import dev.hebb.backend.Backend;
import dev.hebb.backend.Executable;
import dev.hebb.compile.ArenaSpec;
import dev.hebb.compile.Compiler;
import dev.hebb.compile.Plan;
import dev.hebb.graph.Graph;
import dev.hebb.shape.Kind;
import dev.hebb.shape.Precision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The memory of one model on one backend: the states that plans share. Not for several threads at once, except that plans already bound may run while
 * others are bound.
 */
public final class Session implements AutoCloseable {
    private final Backend backend;
    private final Precision precision;
    private final Map<String, Arena> states = new LinkedHashMap<>();
    private final Set<BoundPlan> plans = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean closed;

    /** @param backend opened by the caller, closed with this session */
    public Session(Backend backend, Precision precision) {
        this.backend = backend;
        this.precision = precision;
    }

    public Backend backend() {
        return backend;
    }

    public Precision precision() {
        return precision;
    }

    /** The state of this name, of real numbers, made (and filled with 0) at the first call. */
    public Arena state(String name, long elements) {
        return state(new ArenaSpec(name, precision.of(Kind.FLOAT), elements, ArenaSpec.Role.STATE));
    }

    private synchronized Arena state(ArenaSpec spec) {
        requireOpen();
        Arena known = states.get(spec.name());
        if (known == null) {
            long elements = Math.max(1, spec.elements());
            known = backend.allocate(new ArenaSpec(spec.name(), spec.dataType(), elements, ArenaSpec.Role.STATE));
            states.put(spec.name(), known);
        } else if (known.spec().elements() < spec.elements() || known.spec().dataType() != spec.dataType()) {
            throw new IllegalArgumentException(
                    "expected at most " + known.spec() + " but got " + spec + " for a state that exists");
        }
        return known;
    }

    /** Frees a state, so that the next use makes a new one. */
    public synchronized void dropState(String name) {
        Arena known = states.remove(name);
        if (known != null) {
            known.close();
        }
    }

    /** Compiles stages for this session's precision and backend. */
    public Plan compile(List<Graph> stages) {
        return Compiler.compile(stages, precision, backend.target());
    }

    /**
     * Allocates what {@code plan} alone owns and links it to that and to this session's states; one that does not exist yet is made as large as the plan
     * needs, so states that several plans share in different lengths are made first.
     */
    public synchronized BoundPlan bind(Plan plan) {
        requireOpen();
        Map<String, Arena> arenas = new HashMap<>();
        List<Arena> owned = new ArrayList<>();
        try {
            for (ArenaSpec spec : plan.arenas()) {
                Arena arena;
                if (spec.role() == ArenaSpec.Role.STATE) {
                    arena = state(spec);
                } else {
                    arena = backend.allocate(spec);
                    owned.add(arena);
                }
                arenas.put(spec.name(), arena);
            }
            Executable executable = backend.link(plan, arenas);
            BoundPlan bound = new BoundPlan(plan, executable, arenas, owned, this::forget);
            plans.add(bound);
            return bound;
        } catch (RuntimeException | Error e) {
            owned.forEach(Arena::close);
            throw e;
        }
    }

    private synchronized void forget(BoundPlan plan) {
        plans.remove(plan);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("expected an open model but it was closed; build or load it again");
        }
    }

    /** Closes the plans bound here, frees the states and closes the backend. Idempotent. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            List.copyOf(plans).forEach(BoundPlan::close);
            states.values().forEach(Arena::close);
            states.clear();
            backend.close();
        }
    }
}
