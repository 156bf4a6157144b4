package dev.hebb.model;

import dev.hebb.runtime.BoundPlan;
import dev.hebb.runtime.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Prediction plans that threads borrow: at most so many calls run at once, the others wait. */
final class PlanPool implements AutoCloseable {
    private final Session session;
    private final Inference inference;
    private final int mostCalls;
    private final Semaphore calls;
    private final Map<Integer, ConcurrentLinkedDeque<BoundPlan>> free = new HashMap<>();
    private volatile boolean closed;

    PlanPool(Session session, Inference inference, int mostCalls) {
        this.session = session;
        this.inference = inference;
        this.mostCalls = mostCalls;
        this.calls = new Semaphore(mostCalls, true);
    }

    /** Runs {@code body} with a source of plans by rows, which nobody else uses meanwhile. */
    <T> T with(Function<IntFunction<BoundPlan>, T> body) {
        calls.acquireUninterruptibly();
        Map<Integer, BoundPlan> taken = new LinkedHashMap<>();
        try {
            requireOpen();
            return body.apply(rows -> taken.computeIfAbsent(rows, this::take));
        } finally {
            taken.forEach((rows, plan) -> idle(rows).push(plan));
            calls.release();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException(
                    "expected an open predictor but it was closed; make another from the model");
        }
    }

    private ConcurrentLinkedDeque<BoundPlan> idle(int rows) {
        synchronized (free) {
            return free.computeIfAbsent(rows, unused -> new ConcurrentLinkedDeque<>());
        }
    }

    private BoundPlan take(int rows) {
        BoundPlan idle = idle(rows).poll();
        return idle != null
                ? idle
                : session.bind(session.compile(List.of(inference.graph().apply(rows))));
    }

    /** Waits for the calls that run, then frees everything; calls after that are refused. */
    @Override
    public void close() {
        calls.acquireUninterruptibly(mostCalls);
        try {
            if (!closed) {
                closed = true;
                synchronized (free) {
                    List<BoundPlan> all = new ArrayList<>();
                    free.values().forEach(all::addAll);
                    free.clear();
                    all.forEach(BoundPlan::close);
                }
                session.close();
            }
        } finally {
            calls.release(mostCalls);
        }
    }
}
