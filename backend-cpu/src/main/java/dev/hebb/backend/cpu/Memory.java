package dev.hebb.backend.cpu;

import dev.hebb.backend.Block;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** A block of native memory at a multiple of 64 bytes, filled with 0. */
final class Memory extends Block {
    private static final long ALIGNMENT = 64;
    /** From so many bytes on, pages of 2 MiB save the processor looking for their addresses. */
    private static final long LARGE = 4 << 20;

    /** A pointer that owns nothing. */
    private static final class View extends Pointer {
        View(long address) {
            super((Pointer) null);
            this.address = address;
        }
    }

    private final BytePointer block;
    private final long address;

    /** @throws BackendException where there is not enough */
    Memory(String name, long bytes) {
        super(name);
        try {
            this.block = new BytePointer(Math.addExact(bytes, ALIGNMENT));
        } catch (OutOfMemoryError | ArithmeticException e) {
            throw notAllocated(bytes + " bytes", name, e);
        }
        this.address = (block.address() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        if (bytes >= LARGE) {
            Native.useLargePages(block.address(), block.capacity());
        }
        Pointer.memset(block, 0, block.capacity());
    }

    /** Valid while the memory is acquired. */
    long address() {
        return address;
    }

    /** The memory from byte {@code offset} on, as JavaCPP has it; valid while the memory is acquired. */
    Pointer at(long offset) {
        return new View(address + offset);
    }

    @Override
    protected void free() {
        block.deallocate();
    }
}
