package dev.hebb.train;

import dev.hebb.runtime.BoundPlan;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

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
    private final Map<Key, BoundPlan> plans = new LinkedHashMap<>(16, 0.75f, true);

    PlanCache(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    BoundPlan get(Key key, Supplier<BoundPlan> make) {
        BoundPlan known = plans.get(key);
        if (known == null) {
            known = make.get();
            plans.put(key, known);
            evict(key);
        }
        return known;
    }

    int size() {
        return plans.size();
    }

    long bytes() {
        return plans.values().stream()
                .mapToLong(plan -> plan.plan().privateBytes())
                .sum();
    }

    private void evict(Key inUse) {
        Iterator<Map.Entry<Key, BoundPlan>> oldestFirst = plans.entrySet().iterator();
        long bytes = bytes();
        while ((bytes > mostBytes || plans.size() > MOST_PLANS) && oldestFirst.hasNext()) {
            Map.Entry<Key, BoundPlan> entry = oldestFirst.next();
            if (!entry.getKey().equals(inUse)) {
                bytes -= entry.getValue().plan().privateBytes();
                oldestFirst.remove();
                entry.getValue().close();
            }
        }
    }

    /** Closes every plan; the cache can be filled again. */
    @Override
    public void close() {
        plans.values().forEach(BoundPlan::close);
        plans.clear();
    }
}
