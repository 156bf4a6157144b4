package dev.hebb.benchmarks;

import java.util.Arrays;

/** Times short bodies by running them many times. */
public final class Timing {
    private static final double NANOS = 1e9;

    private Timing() {}

    /** The mean seconds of one run over at least {@code seconds}, after one run that does not count. */
    public static double secondsPerRun(Runnable body, double seconds) {
        body.run();
        long runs = 1;
        while (true) {
            long start = System.nanoTime();
            for (long i = 0; i < runs; i++) {
                body.run();
            }
            double took = (System.nanoTime() - start) / NANOS;
            if (took >= seconds) {
                return took / runs;
            }
            runs = Math.max(2 * runs, (long) (1.2 * seconds / Math.max(took, 1e-7) * runs));
        }
    }

    /** The middle one; the mean of the two middle ones of an even number. */
    public static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
