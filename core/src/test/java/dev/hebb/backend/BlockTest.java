package dev.hebb.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class BlockTest {
    private static final class Counted extends Block {
        final AtomicInteger freed = new AtomicInteger();

        Counted() {
            super("some memory");
        }

        @Override
        protected void free() {
            freed.incrementAndGet();
        }
    }

    @Test
    void anUnusedBlockIsFreedOnceWhenItIsClosed() {
        Counted block = new Counted();
        block.acquire();
        block.release();
        assertEquals(0, block.freed.get());
        block.close();
        block.close();
        assertEquals(1, block.freed.get());
        IllegalStateException e = assertThrows(IllegalStateException.class, block::acquire);
        assertEquals("expected open memory but some memory was closed", e.getMessage());
    }

    @Test
    void aBlockInUseIsFreedWhenTheLastUserIsDone() {
        Counted block = new Counted();
        block.acquire();
        block.acquire();
        block.close();
        assertThrows(IllegalStateException.class, block::acquire);
        block.release();
        assertEquals(0, block.freed.get());
        block.release();
        assertEquals(1, block.freed.get());
        block.close();
        assertEquals(1, block.freed.get());
    }

    /** Threads that use blocks until they are closed under their hands. */
    private static void useWhileItIsClosed(int rounds, BiConsumer<Counted, AtomicInteger> use)
            throws InterruptedException {
        for (int round = 0; round < rounds; round++) {
            Counted block = new Counted();
            AtomicInteger tooLate = new AtomicInteger();
            List<Thread> users = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                users.add(new Thread(() -> {
                    try {
                        while (true) {
                            use.accept(block, tooLate);
                        }
                    } catch (IllegalStateException e) {
                        assertTrue(e.getMessage().contains("was closed"), e.getMessage());
                    }
                }));
            }
            users.forEach(Thread::start);
            block.close();
            for (Thread user : users) {
                user.join();
            }
            assertEquals(0, tooLate.get());
            assertEquals(1, block.freed.get());
        }
    }

    private static void use(Counted block, AtomicInteger tooLate) {
        block.acquire();
        tooLate.addAndGet(block.freed.get());
        block.release();
    }

    @Test
    void usersOnManyThreadsNeverSeeFreedMemory() throws InterruptedException {
        useWhileItIsClosed(50, BlockTest::use);
    }

    @Test
    void aThreadThatHoldsABlockUsesItWithoutCountingAndOthersCount() throws InterruptedException {
        useWhileItIsClosed(200, (block, tooLate) -> {
            block.hold();
            try {
                use(block, tooLate);
            } finally {
                tooLate.addAndGet(block.freed.get());
                block.letGo();
            }
        });
    }

    @Test
    void aHeldBlockIsFreedWhenItIsLetGo() {
        Counted block = new Counted();
        block.hold();
        block.hold();
        block.acquire();
        block.release();
        block.close();
        block.letGo();
        assertThrows(IllegalStateException.class, block::acquire, "closed for its holder too");
        assertThrows(IllegalStateException.class, block::hold);
        assertEquals(0, block.freed.get());
        block.letGo();
        assertEquals(1, block.freed.get());
    }

    @Test
    void blocksAreHeldAllOrNoneAndOnlyTheOwnAreClosed() {
        Counted borrowed = new Counted();
        Counted own = new Counted();
        Blocks blocks = new Blocks(List.of(borrowed, borrowed));
        blocks.acquire();
        blocks.own(own);
        blocks.release();
        assertEquals(0, own.freed.get());
        blocks.close();
        blocks.close();
        assertEquals(1, own.freed.get());
        assertThrows(IllegalStateException.class, blocks::acquire);
        assertEquals(0, borrowed.freed.get());
        borrowed.close();
        assertEquals(1, borrowed.freed.get(), "what was acquired before the closed one is released");
        Counted second = new Counted();
        Blocks more = new Blocks(List.of(second));
        more.acquire();
        Counted linked = more.own(new Counted());
        more.close();
        assertEquals(0, linked.freed.get());
        more.release();
        assertEquals(1, linked.freed.get());
        assertFalse(second.freed.get() > 0);
    }
}
