package dev.hebb.backend;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * The blocks that an executable needs, kept open together while it is linked and during each run: those of its arenas, which somebody else closes, and its own.
 * One thread at a time, except for {@link #close()}.
 */
public final class Blocks implements AutoCloseable {
    private final List<Block> all;
    private final Own own = new Own();

    Blocks(Collection<? extends Block> borrowed) {
        this.all = new ArrayList<>(new LinkedHashSet<>(borrowed));
        all.add(own);
    }

    /** The executable's own blocks, which open and close as one: a run keeps one block open for all of them. */
    private static final class Own extends Block {
        private final List<Block> blocks = new ArrayList<>();

        Own() {
            super("an executable's memory");
        }

        @Override
        protected void free() {
            blocks.forEach(Block::close);
        }
    }

    /** Adds a block that is closed with the executable; only while a plan is linked. */
    public <B extends Block> B own(B block) {
        own.blocks.add(block);
        return block;
    }

    /** All or none. */
    void acquire() {
        each(Block::acquire, Block::release);
    }

    void release() {
        for (int i = all.size() - 1; i >= 0; i--) {
            all.get(i).release();
        }
    }

    /** All or none. */
    void hold() {
        each(Block::hold, Block::letGo);
    }

    void letGo() {
        for (int i = all.size() - 1; i >= 0; i--) {
            all.get(i).letGo();
        }
    }

    private void each(Consumer<Block> begin, Consumer<Block> end) {
        int begun = 0;
        try {
            for (; begun < all.size(); begun++) {
                begin.accept(all.get(begun));
            }
        } catch (IllegalStateException e) {
            while (--begun >= 0) {
                end.accept(all.get(begun));
            }
            throw e;
        }
    }

    /** Closes the executable's own. Idempotent. */
    @Override
    public void close() {
        own.close();
    }
}
