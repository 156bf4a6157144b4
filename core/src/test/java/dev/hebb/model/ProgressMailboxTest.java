package dev.hebb.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hebb.train.Figures;
import dev.hebb.train.Progress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressMailboxTest {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<Integer> heard = new ArrayList<>();

    private static ProgressMailbox.Letter letter(int number) {
        return new ProgressMailbox.Letter(number, new Progress(number, 9, 1, 1, Figures.NONE, true, 1, 1, 1));
    }

    private void work() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    @Test
    void onlyTheNewestEventIsHeard() {
        ProgressMailbox mailbox = new ProgressMailbox(event -> heard.add(event.epoch()), tasks::add);
        mailbox.put(letter(1));
        mailbox.put(letter(2));
        mailbox.put(letter(3));
        assertEquals(1, tasks.size(), "one task at a time");
        work();
        mailbox.put(letter(4));
        work();
        assertEquals(List.of(3, 4), heard);
    }

    @Test
    void anOlderEventNeverComesAfterANewerOne() {
        ProgressMailbox mailbox = new ProgressMailbox(event -> heard.add(event.epoch()), tasks::add);
        mailbox.put(letter(2));
        mailbox.put(letter(1));
        work();
        mailbox.put(letter(1));
        work();
        assertEquals(List.of(2), heard);
    }

    @Test
    void anEventThatComesWhileTheListenerWorksIsHeardAfterwards() {
        ProgressMailbox[] mailbox = new ProgressMailbox[1];
        mailbox[0] = new ProgressMailbox(
                event -> {
                    heard.add(event.epoch());
                    if (event.epoch() < 3) {
                        mailbox[0].put(letter(event.epoch() + 1));
                    }
                },
                tasks::add);
        mailbox[0].put(letter(1));
        assertEquals(1, tasks.size());
        work();
        assertEquals(List.of(1, 2, 3), heard);
    }

    @Test
    void aListenerThatFailsHearsNoMore() {
        ProgressMailbox mailbox = new ProgressMailbox(
                event -> {
                    heard.add(event.epoch());
                    throw new IllegalStateException("mine");
                },
                Runnable::run);
        mailbox.put(letter(1));
        mailbox.put(letter(2));
        assertEquals(List.of(1), heard);
    }

    @Test
    void theLastEventAlwaysArrives() throws InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 200; round++) {
                CountDownLatch last = new CountDownLatch(1);
                ProgressMailbox mailbox = new ProgressMailbox(
                        event -> {
                            if (event.epoch() == 20) {
                                last.countDown();
                            }
                        },
                        executor);
                for (int number = 1; number <= 20; number++) {
                    mailbox.put(letter(number));
                }
                assertEquals(true, last.await(30, TimeUnit.SECONDS));
            }
        } finally {
            executor.shutdownNow();
        }
    }
}
