package dev.hebb.backend;

/** Where numbers are written, converted to the type of its elements; offsets and counts are in elements. */
public interface NumberSink {
    void write(long offset, float[] from, int start, int count);

    void write(long offset, double[] from, int start, int count);

    void write(long offset, int[] from, int start, int count);
}
