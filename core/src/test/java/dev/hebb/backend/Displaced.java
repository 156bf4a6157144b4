package dev.hebb.backend;

import dev.hebb.compile.ArenaSpec;
import dev.hebb.compile.Launch;
import dev.hebb.compile.Lifetime;
import dev.hebb.compile.Plan;
import dev.hebb.compile.Slot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A plan whose own arenas begin with some elements that nobody may touch, so that its slots are no longer aligned, and end with some. */
final class Displaced {
    /** Odd, and no multiple of any vector. */
    static final long BEFORE = 3;

    static final long AFTER = 16;

    private final Plan plan;

    private Displaced(Plan plan) {
        this.plan = plan;
    }

    static Plan of(Plan plan) {
        return new Displaced(plan).displaced();
    }

    static boolean isOwn(ArenaSpec arena) {
        return arena.role() != ArenaSpec.Role.STATE;
    }

    private Plan displaced() {
        return new Plan(
                plan.precision(),
                plan.arenas().stream().map(this::larger).toList(),
                slots(plan.inputs()),
                slots(plan.outputs()),
                plan.launches().stream()
                        .map(launch -> new Launch(
                                launch.op(), slots(launch.inputs()), slots(launch.outputs()), launch.scope()))
                        .toList(),
                plan.lifetimes().stream()
                        .map(lifetime -> new Lifetime(slot(lifetime.slot()), lifetime.first(), lifetime.last()))
                        .toList());
    }

    private ArenaSpec larger(ArenaSpec arena) {
        long elements = arena.elements() + (isOwn(arena) ? BEFORE + AFTER : 0);
        return new ArenaSpec(arena.name(), arena.dataType(), elements, arena.role());
    }

    private Map<String, Slot> slots(Map<String, Slot> slots) {
        Map<String, Slot> displaced = new LinkedHashMap<>();
        slots.forEach((name, slot) -> displaced.put(name, slot(slot)));
        return displaced;
    }

    private List<Slot> slots(List<Slot> slots) {
        return slots.stream().map(this::slot).toList();
    }

    private Slot slot(Slot slot) {
        boolean isOwn = plan.arenas().stream().anyMatch(arena -> arena.name().equals(slot.arena()) && isOwn(arena));
        return isOwn ? new Slot(slot.arena(), slot.offset() + BEFORE, slot.dataType(), slot.shape()) : slot;
    }
}
