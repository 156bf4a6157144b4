package dev.hebb.benchmarks;

import java.util.Arrays;

/** Times short bodies by running them many times. */
public final class Timing {
    private static final double NANOS = 1e9;
    private static final long REST_MILLIS = 50;
    private static final int REPEATS = 3;

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

    /** The least seconds of one run in {@value #REPEATS} measurements that share {@code seconds}: what the machine can do while nothing else disturbs it. */
    public static double leastSecondsPerRun(Runnable body, double seconds) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < REPEATS; i++) {
            least = Math.min(least, secondsPerRun(body, seconds / REPEATS));
        }
        return least;
    }

    /**
     * Waits until the threads of a library that has just worked sleep. They spin for a while in the hope of more to do, OpenBLAS's for about 30 ms, and would take
     * a core from whatever is measured next.
     */
    static void rest() {
        try {
            Thread.sleep(REST_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("expected to measure undisturbed but was interrupted", e);
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
