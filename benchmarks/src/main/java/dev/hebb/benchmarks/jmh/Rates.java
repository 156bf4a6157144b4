package dev.hebb.benchmarks.jmh;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What JMH divides by the time: the score of each of these fields is a rate per second. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Rates {
    private static final double GIGA = 1e9;

    /** GFLOP/s. */
    public double gflops;

    /** GB/s. */
    public double gigabytes;

    /** The seconds that the work takes at the machine's limit, by the seconds it took: the share of the limit, from 0 to 1. */
    public double ofLimit;

    @Setup(Level.Iteration)
    public void reset() {
        gflops = 0;
        gigabytes = 0;
        ofLimit = 0;
    }

    void add(double operations, double bytes, double leastSeconds) {
        gflops += operations / GIGA;
        gigabytes += bytes / GIGA;
        ofLimit += leastSeconds;
    }
}
