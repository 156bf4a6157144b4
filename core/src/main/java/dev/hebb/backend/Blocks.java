package dev.hebb.backend;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The blocks that an executable needs, kept open together while it is linked and during each run: those of its arenas, which somebody else closes, and its own.
 * One thread at a time, except for {@link #close()}.
 */
public final class Blocks implements AutoCloseable {
    private final List<Block> all;
    private final List<Block> own = new ArrayList<>();

    Blocks(Collection<? extends Block> borrowed) {
        this.all = new ArrayList<>(new LinkedHashSet<>(borrowed));
    }

    /** Adds a block that is closed with the executable; only while a plan is linked. */
    public <B extends Block> B own(B block) {
        block.acquire();
        all.add(block);
        own.add(block);
        return block;
    }

    /** All or none. */
    void acquire() {
        int acquired = 0;
        try {
            for (; acquired < all.size(); acquired++) {
                all.get(acquired).acquire();
            }
        } finally {
            if (acquired < all.size()) {
                release(acquired);
            }
        }
    }

    void release() {
        release(all.size());
    }

    private void release(int first) {
        for (int i = first - 1; i >= 0; i--) {
            all.get(i).release();
        }
    }

    /** Closes the executable's own. Idempotent. */
    @Override
    public void close() {
        for (Block block : own) {
            block.close();
        }
    }
}
