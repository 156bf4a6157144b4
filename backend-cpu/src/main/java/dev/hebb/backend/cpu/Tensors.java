package dev.hebb.backend.cpu;

import dev.hebb.compile.Slot;
import java.util.List;
import java.util.Map;

/** Where a plan's slots lie in memory. */
record Tensors(Map<String, CpuArena> arenas) {
    Tensor of(Slot slot) {
        CpuArena arena = arenas.get(slot.arena());
        if (arena == null) {
            throw new AssertionError("no arena for " + slot);
        }
        long address =
                arena.memory().address() + slot.offset() * slot.dataType().bytes();
        return new Tensor(address, slot.dataType(), slot.shape());
    }

    List<Tensor> of(List<Slot> slots) {
        return slots.stream().map(this::of).toList();
    }
}
