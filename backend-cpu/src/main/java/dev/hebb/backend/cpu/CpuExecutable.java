package dev.hebb.backend.cpu;

import dev.hebb.backend.BackendException;
import dev.hebb.backend.Executable;
import dev.hebb.compile.Launch;
import dev.hebb.compile.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.LongPointer;

/** A plan as a tape; a run is one call of the native library. */
final class CpuExecutable implements Executable {
    /** Words in which the library reports an index out of range: command, place, value, bound. */
    private static final int FAULT_WORDS = 4;

    private final List<Launch> launches;
    private final int[] launchOfCommand;
    private final Memory[] memories;
    private final List<Memory> owned = new ArrayList<>();
    private final Memory fault;
    private final long tape;
    private final long commands;
    private final long helpers;
    private final Memory scratch;
    private final long scratchBytes;
    private volatile boolean closed;

    CpuExecutable(Plan plan, Map<String, CpuArena> arenas, int threads) {
        this.launches = plan.launches();
        List<Memory> used = new ArrayList<>(
                arenas.values().stream().map(CpuArena::memory).distinct().toList());
        List<Memory> acquired = acquire(used);
        try {
            Linker linker = new Linker(plan, arenas, new MatrixLibraries(OneDnn::isThere), threads);
            owned.add(linker.accumulators());
            Tape linked = linker.link(plan);
            Memory written = linked.write();
            owned.add(written);
            this.fault = new Memory("a report", FAULT_WORDS * (long) Long.BYTES);
            owned.add(fault);
            this.tape = written.address();
            this.commands = linked.commands();
            this.helpers = linked.isParallel() ? threads - 1L : 0;
            this.scratchBytes = linked.scratchBytes();
            this.scratch = new Memory("scratch", scratchBytes);
            owned.add(scratch);
            this.launchOfCommand = linked.launches();
        } catch (RuntimeException | Error e) {
            owned.forEach(Memory::close);
            throw e;
        } finally {
            acquired.forEach(Memory::release);
        }
        used.addAll(owned);
        this.memories = used.toArray(new Memory[0]);
    }

    private static List<Memory> acquire(List<Memory> memories) {
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
            if (Native.run(tape, commands, helpers, scratch.address(), scratchBytes, fault.address()) != 0) {
                throw fault();
            }
        } finally {
            while (acquired > 0) {
                memories[--acquired].release();
            }
        }
    }

    private BackendException fault() {
        long[] words = new long[FAULT_WORDS];
        new LongPointer(fault.at(0)).get(words);
        Launch launch = launches.get(launchOfCommand[Math.toIntExact(words[0])]);
        String where = launch.scope().isEmpty() ? "" : " at layer " + launch.scope();
        return new BackendException("expected row numbers from 0 to " + (words[3] - 1) + " but got " + words[2]
                + " at index " + words[1] + "; check the integers that are fed, in "
                + launch.op().name() + where);
    }

    @Override
    public void close() {
        closed = true;
        owned.forEach(Memory::close);
    }
}
