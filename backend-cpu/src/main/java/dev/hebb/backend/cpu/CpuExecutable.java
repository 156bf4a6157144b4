package dev.hebb.backend.cpu;

import dev.hebb.backend.BackendException;
import dev.hebb.backend.BlockExecutable;
import dev.hebb.backend.Blocks;
import dev.hebb.compile.Plan;
import java.util.Map;
import org.bytedeco.javacpp.LongPointer;
import org.jspecify.annotations.Nullable;

/** A plan as a tape; a run is one call of the native library. */
final class CpuExecutable extends BlockExecutable {
    /** Words in which the library reports an index out of range: command, place, value, bound. */
    private static final int FAULT_WORDS = 4;

    private final Linker linker;
    private final int[] launchOfCommand;
    private final Memory fault;
    private final Memory scratch;
    private final long scratchBytes;
    private final long tape;
    private final long commands;
    private final long helpers;
    private final long nanos;
    private final @Nullable Profile profile;

    CpuExecutable(Plan plan, Map<String, CpuArena> arenas, Blocks blocks, Means means) {
        super(plan, blocks);
        this.linker = new Linker(plan, arenas, means);
        blocks.own(linker.accumulators());
        Tape linked = linker.link();
        Memory written = blocks.own(linked.write());
        this.fault = blocks.own(new Memory("a report", FAULT_WORDS * (long) Long.BYTES));
        this.scratchBytes = linked.scratchBytes();
        this.scratch = blocks.own(new Memory("scratch", scratchBytes));
        this.tape = written.address();
        this.commands = linked.commands();
        this.helpers = linked.isParallel() ? means.threads() - 1L : 0;
        this.launchOfCommand = linked.launches();
        if (Profile.isWanted()) {
            Memory nanos = blocks.own(new Memory("times", Profile.bytes(linked)));
            this.nanos = nanos.address();
            this.profile = new Profile(plan.launches(), launchOfCommand, nanos);
        } else {
            this.nanos = 0;
            this.profile = null;
        }
    }

    @Override
    protected void execute() {
        if (Native.run(tape, commands, helpers, scratch.address(), scratchBytes, fault.address(), nanos) != 0) {
            throw fault();
        }
        if (profile != null) {
            profile.ran();
        }
    }

    @Override
    public String how(int launch) {
        return linker.how(launch);
    }

    private BackendException fault() {
        long[] words = new long[FAULT_WORDS];
        new LongPointer(fault.at(0)).get(words);
        return failure(
                launchOfCommand[Math.toIntExact(words[0])],
                "expected row numbers from 0 to " + (words[3] - 1) + " but got " + words[2] + " at index " + words[1]
                        + "; check the integers that are fed",
                null);
    }
}
