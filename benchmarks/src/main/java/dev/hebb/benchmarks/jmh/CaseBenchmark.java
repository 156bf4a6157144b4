package dev.hebb.benchmarks.jmh;

import dev.hebb.benchmarks.BenchmarkException;
import dev.hebb.benchmarks.LimitClient;
import dev.hebb.benchmarks.Limits;
import dev.hebb.benchmarks.cases.Case;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A case under JMH: verified and set beside the machine's limits, which are measured in the same fork, before it is timed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public abstract class CaseBenchmark {
    private static final String THREADS = "OMP_NUM_THREADS";

    /** By name; empty for the one that is taken unless one is named. */
    @Param("")
    public String backend = "";

    /** Those of the arithmetic. Libraries read them from the environment when they are loaded, so {@code benchmarks/jmh} sets both. */
    @Param("1")
    public int threads = 1;

    /** The largest side of the products whose speed is the limit; smaller ones take less time. */
    @Param("" + LimitClient.LARGEST)
    public int largest = LimitClient.LARGEST;

    private Optional<Case> opened = Optional.empty();
    private double operations;
    private double bytes;
    private double leastSeconds;

    CaseBenchmark() {}

    /** The case for the parameters. */
    abstract Case open(Optional<String> device);

    /** @throws BenchmarkException where the environment does not agree with the parameter */
    @Setup(Level.Trial)
    public void setUp() {
        String environment = Optional.ofNullable(System.getenv(THREADS)).orElse("none");
        if (!environment.equals(Integer.toString(threads))) {
            throw new BenchmarkException(
                    "expected " + THREADS + "=" + threads + ", as the parameter threads says, but got " + environment
                            + "; run benchmarks/jmh --threads " + threads);
        }
        Case made = open(backend.isEmpty() ? Optional.empty() : Optional.of(backend));
        opened = Optional.of(made);
        made.verify();
        operations = made.operations();
        bytes = made.bytes();
        if (operations + bytes > 0) {
            try (LimitClient client = LimitClient.start(threads)) {
                Limits limits = client.limits(largest);
                leastSeconds = limits.leastSeconds(operations, bytes);
            }
        }
    }

    /** One run. */
    @Benchmark
    public void run(Rates rates) {
        opened.orElseThrow().run();
        rates.add(operations, bytes, leastSeconds);
    }

    @TearDown(Level.Trial)
    public void tearDown() {
        opened.ifPresent(Case::close);
        opened = Optional.empty();
    }
}
