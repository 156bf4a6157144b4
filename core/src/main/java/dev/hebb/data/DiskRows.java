package dev.hebb.data;

/** Reads rows of a file, those that stand one after another at once. */
final class DiskRows {
    private static final int SLICE_BYTES = 1 << 20;
    private static final int LARGE_ROW_BYTES = 1 << 12;

    private final RowFile file;
    private final int rowBytes;

    /** Takes one row's bytes, the {@code i}th of those asked for, from {@code at}. */
    @FunctionalInterface
    interface Taker {
        void take(int i, byte[] bytes, int at);
    }

    DiskRows(RowFile file) {
        this.file = file;
        this.rowBytes = file.header().layout().rowBytes();
    }

    /** Whole rows, one after another. */
    byte[] all(int[] indices) {
        byte[] bytes = new byte[Math.multiplyExact(indices.length, rowBytes)];
        for (int i = 0; i < indices.length; ) {
            int run = run(indices, i, indices.length);
            file.read(indices[i], 0, bytes, i * rowBytes, run * rowBytes);
            i += run;
        }
        return bytes;
    }

    private static int run(int[] indices, int first, int end) {
        int run = 1;
        while (first + run < end && indices[first + run] == indices[first] + run) {
            run++;
        }
        return run;
    }

    /** Bytes {@code skip .. skip+length-1} of some rows: of large rows only these are read. */
    void each(int[] indices, int from, int count, int skip, int length, Taker taker) {
        boolean isPart = rowBytes >= LARGE_ROW_BYTES;
        int mostRun = isPart ? 1 : SLICE_BYTES / rowBytes;
        byte[] slice = new byte[isPart ? length : Math.min(mostRun, count) * rowBytes];
        for (int i = 0; i < count; ) {
            int run = Math.min(mostRun, run(indices, from + i, from + count));
            if (isPart) {
                file.read(indices[from + i], skip, slice, 0, length);
                taker.take(i, slice, 0);
            } else {
                file.read(indices[from + i], 0, slice, 0, run * rowBytes);
                for (int k = 0; k < run; k++) {
                    taker.take(i + k, slice, k * rowBytes + skip);
                }
            }
            i += run;
        }
    }
}
