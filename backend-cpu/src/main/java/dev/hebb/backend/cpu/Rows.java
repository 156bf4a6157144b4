package dev.hebb.backend.cpu;

import dev.hebb.graph.op.DropoutMask;

/** Commands that integers steer. The range of every index is checked when it is used. */
final class Rows {
    /** What a random word's upper 24 bits are counted in. */
    private static final double WORDS = 0x1p24;

    private static final long MASKS_PER_TASK = 4096;

    private Rows() {}

    static void gather(Tape tape, Tensor table, Tensor index, Tensor y) {
        tape.begin(Command.GATHER_ROWS, y.dataType())
                .add(table.address())
                .add(index.address())
                .add(y.address())
                .add(index.size())
                .add(y.size() / index.size())
                .add(table.shape().dim(0));
    }

    static void scatterAdd(Tape tape, Tensor index, Tensor values, Tensor y) {
        long rows = y.shape().dim(0);
        tape.begin(Command.SCATTER_ADD_ROWS, y.dataType())
                .add(index.address())
                .add(values.address())
                .add(y.address())
                .add(index.size())
                .add(y.size() / rows)
                .add(rows);
    }

    static void oneHot(Tape tape, Tensor labels, Tensor y, int depth) {
        tape.begin(Command.ONE_HOT, y.dataType())
                .add(labels.address())
                .add(y.address())
                .add(labels.size())
                .add(depth);
    }

    static void dropoutMask(Tape tape, DropoutMask op, Tensor random, Tensor y, int threads) {
        tape.begin(Command.DROPOUT_MASK, y.dataType())
                .tasks(Math.max(1, Math.min(threads, y.size() / MASKS_PER_TASK)))
                .add(random.address())
                .add(y.address())
                .add(y.size())
                .add(op.shape().without(0).size())
                .add(op.ordinal())
                .add((long) Math.ceil(op.rate() * WORDS))
                .add(op.scale());
    }

    static void fromInt(Tape tape, Tensor x, Tensor y) {
        tape.begin(Command.FROM_INT, y.dataType())
                .add(x.address())
                .add(y.address())
                .add(y.size());
    }
}
