package dev.hebb.backend;

import dev.hebb.compile.Launch;
import dev.hebb.compile.Plan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plan linked to the blocks of a {@link BlockBackend}; a backend links it in its constructor and says how it runs. */
public abstract class BlockExecutable implements Executable {
    private final List<Launch> launches;
    private final Blocks blocks;
    private volatile boolean closed;

    /** @param blocks as {@link BlockBackend#link(Plan, java.util.Map, Blocks)} got them; what the executable allocates is added to them */
    protected BlockExecutable(Plan plan, Blocks blocks) {
        this.launches = plan.launches();
        this.blocks = blocks;
    }

    /** Runs the launches once; every block stays open meanwhile. Allocates nothing. */
    protected abstract void execute();

    /** What is thrown where a launch fails: {@code what}, and in which op of which layer. */
    protected final BackendException failure(int launch, String what, @Nullable Throwable cause) {
        Launch failed = launches.get(launch);
        String where = failed.scope().isEmpty() ? "" : " at layer " + failed.scope();
        return new BackendException(what + ", in " + failed.op().name() + where, cause);
    }

    @Override
    public final void run() {
        if (closed) {
            throw new IllegalStateException("expected an open executable but it was closed; link the plan again");
        }
        blocks.acquire();
        try {
            execute();
        } finally {
            blocks.release();
        }
    }

    @Override
    public final void hold() {
        blocks.hold();
    }

    @Override
    public final void letGo() {
        blocks.letGo();
    }

    @Override
    public final void close() {
        closed = true;
        blocks.close();
    }
}
