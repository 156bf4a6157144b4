package dev.hebb.train;

/** Prediction and scoring in batches whose sizes are powers of two, so that few plans serve any number of rows. */
public final class Chunks {
    /** Rows of the largest batch. */
    public static final int MOST_ROWS = 1024;

    private Chunks() {}

    /** Called for rows {@code from .. from+count-1} and a plan for {@code planRows} rows, at least {@code count}. */
    @FunctionalInterface
    public interface Body {
        void run(int from, int count, int planRows);
    }

    public static void forEach(int rows, Body body) {
        for (int from = 0; from < rows; from += MOST_ROWS) {
            int count = Math.min(MOST_ROWS, rows - from);
            body.run(from, count, planRows(count));
        }
    }

    /** The rows of the plan that takes {@code count} of at most {@link #MOST_ROWS} rows. */
    public static int planRows(int count) {
        return count <= 1 ? 1 : Integer.highestOneBit(count - 1) << 1;
    }

    /** 0, 1, .. rows-1. */
    public static int[] inOrder(int rows) {
        int[] order = new int[rows];
        for (int i = 0; i < rows; i++) {
            order[i] = i;
        }
        return order;
    }
}
