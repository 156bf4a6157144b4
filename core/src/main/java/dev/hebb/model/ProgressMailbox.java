package dev.hebb.model;

import dev.hebb.train.Progress;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the newest event for a listener that works at its own speed; an event not yet taken is replaced. */
final class ProgressMailbox {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressMailbox.class);

    private final Consumer<Progress> listener;
    private final Executor executor;
    private final AtomicReference<@Nullable Progress> waiting = new AtomicReference<>();
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile boolean dead;

    ProgressMailbox(Consumer<Progress> listener, Executor executor) {
        this.listener = listener;
        this.executor = executor;
    }

    void put(Progress event) {
        if (dead) {
            return;
        }
        waiting.set(event);
        if (busy.compareAndSet(false, true)) {
            try {
                executor.execute(this::deliver);
            } catch (RejectedExecutionException e) {
                dead = true;
                LOG.warn("a progress listener's executor takes no more events; the listener hears no more", e);
            }
        }
    }

    private void deliver() {
        do {
            Progress event = waiting.getAndSet(null);
            while (event != null && !dead) {
                try {
                    listener.accept(event);
                } catch (RuntimeException e) {
                    dead = true;
                    LOG.warn("a progress listener failed and hears no more", e);
                }
                event = waiting.getAndSet(null);
            }
            busy.set(false);
        } while (!dead && waiting.get() != null && busy.compareAndSet(false, true));
    }
}
