package dev.hebb.backend.nd4j;

import dev.hebb.backend.BackendException;
import dev.hebb.backend.Executable;
import dev.hebb.compile.Launch;
import dev.hebb.compile.Plan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The kernels of a plan in order. Holds every array that ND4J's native side points to. */
final class Nd4jExecutable implements Executable {
    private final List<Launch> launches;
    private final Kernel[][] kernels;
    private final Memory[] memories;
    private final List<Memory> owned;
    private volatile boolean closed;

    Nd4jExecutable(Plan plan, Map<String, Nd4jArena> arenas) {
        this.launches = plan.launches();
        Linker linker = new Linker(plan, arenas);
        Set<Memory> used = new LinkedHashSet<>();
        arenas.values().forEach(arena -> used.add(arena.memory()));
        List<Memory> acquired = acquire(used);
        try {
            List<Kernel[]> linked = new ArrayList<>();
            launches.forEach(launch -> linked.add(linker.link(launch).toArray(new Kernel[0])));
            this.kernels = linked.toArray(new Kernel[0][]);
        } catch (RuntimeException | Error e) {
            linker.scratch().memories().forEach(Memory::close);
            throw e;
        } finally {
            acquired.forEach(Memory::release);
        }
        this.owned = linker.scratch().memories();
        used.addAll(owned);
        this.memories = used.toArray(new Memory[0]);
    }

    private static List<Memory> acquire(Set<Memory> memories) {
        List<Memory> acquired = new ArrayList<>();
        try {
            for (Memory memory : memories) {
                memory.acquire();
                acquired.add(memory);
            }
        } catch (IllegalStateException e) {
            acquired.forEach(Memory::release);
            throw e;
        }
        return acquired;
    }

    @Override
    public void run() {
        if (closed) {
            throw new IllegalStateException("expected an open executable but it was closed; link the plan again");
        }
        int acquired = 0;
        try {
            while (acquired < memories.length) {
                memories[acquired].acquire();
                acquired++;
            }
            for (int i = 0; i < kernels.length; i++) {
                run(i);
            }
        } finally {
            while (acquired > 0) {
                memories[--acquired].release();
            }
        }
    }

    private void run(int index) {
        try {
            for (Kernel kernel : kernels[index]) {
                kernel.run();
            }
        } catch (RuntimeException e) {
            Launch launch = launches.get(index);
            String where = launch.scope().isEmpty() ? "" : " at layer " + launch.scope();
            throw new BackendException(e.getMessage() + ", in " + launch.op().name() + where, e);
        }
    }

    @Override
    public void close() {
        closed = true;
        owned.forEach(Memory::close);
    }
}
