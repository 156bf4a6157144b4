package dev.hebb.model;

import dev.hebb.train.Progress;
import java.util.concurrent.Executor;
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
    private final AtomicReference<@Nullable Letter> waiting = new AtomicReference<>();
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile long delivered;
    private volatile boolean dead;

    /** An event and its number, which tells which of two is newer. */
    record Letter(long number, Progress event) {
        static Letter newer(@Nullable Letter one, Letter other) {
            return one != null && one.number > other.number ? one : other;
        }
    }

    ProgressMailbox(Consumer<Progress> listener, Executor executor) {
        this.listener = listener;
        this.executor = executor;
    }

    /** @param letter numbered from 1 */
    void put(Letter letter) {
        if (dead) {
            return;
        }
        waiting.accumulateAndGet(letter, (known, given) -> given == null ? known : Letter.newer(known, given));
        if (busy.compareAndSet(false, true)) {
            try {
                executor.execute(this::deliver);
            } catch (RuntimeException e) {
                dead = true;
                LOG.warn("a progress listener's executor takes no more events; the listener hears no more", e);
            }
        }
    }

    private void deliver() {
        do {
            for (Letter letter = waiting.getAndSet(null); letter != null && !dead; letter = waiting.getAndSet(null)) {
                deliver(letter);
            }
            busy.set(false);
        } while (!dead && waiting.get() != null && busy.compareAndSet(false, true));
    }

    /** One thread at a time; an event that is older than the last one is not told any more. */
    private void deliver(Letter letter) {
        if (letter.number() <= delivered) {
            return;
        }
        delivered = letter.number();
        try {
            listener.accept(letter.event());
        } catch (RuntimeException | Error e) {
            dead = true;
            LOG.warn("a progress listener failed and hears no more", e);
        }
    }
}
