package dev.hebb.train;

import dev.hebb.runtime.BoundPlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bound plans by what they do and for how many rows; the ones unused longest are closed when their memory or number passes a bound. */
final class PlanCache implements AutoCloseable {
    /** The most bytes that plans may hold besides the one in use. */
    static final long DEFAULT_BYTES = 1L << 30;

    /** The most plans: a plan of a small model takes more for its kernels than for its numbers. */
    static final int MOST_PLANS = 64;

    /** What a plan does; {@code detail} tells plans of one mode apart. */
    record Key(Mode mode, long rows, String detail) {}

    enum Mode {
        TRAIN,
        ACCUMULATE,
        UPDATE,
        EVALUATE,
        PENALTY,
        PREDICT,
        OUTPUT,
        GRADIENTS,
        CHECKS
    }

    private final long mostBytes;
    /** The one used last at the end. */
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(Key key, StepPlan plan) {}

    PlanCache(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** The plan, or null where there is none yet. Allocates nothing. */
    @Nullable
    StepPlan find(Mode mode, long rows, String detail) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            Entry entry = entries.get(i);
            Key key = entry.key();
            if (key.mode() == mode && key.rows() == rows && key.detail().equals(detail)) {
                if (i < entries.size() - 1) {
                    entries.remove(i);
                    entries.add(entry);
                }
                return entry.plan();
            }
        }
        return null;
    }

    /** Keeps a plan that {@link #find} did not find, and closes others where they are too many. */
    StepPlan add(Key key, BoundPlan made) {
        StepPlan plan = new StepPlan(made);
        entries.add(new Entry(key, plan));
        long bytes = bytes();
        while ((bytes > mostBytes || entries.size() > MOST_PLANS) && entries.size() > 1) {
            BoundPlan oldest = entries.remove(0).plan().bound();
            bytes -= oldest.plan().privateBytes();
            oldest.close();
        }
        return plan;
    }

    int size() {
        return entries.size();
    }

    long bytes() {
        return entries.stream()
                .mapToLong(entry -> entry.plan().bound().plan().privateBytes())
                .sum();
    }

    /** Closes every plan; the cache can be filled again. */
    @Override
    public void close() {
        entries.forEach(entry -> entry.plan().bound().close());
        entries.clear();
    }
}
