package dev.hebb.benchmarks.cases;

import dev.hebb.benchmarks.ChildProcess;
import dev.hebb.benchmarks.LimitClient;
import dev.hebb.benchmarks.Limits;
import dev.hebb.benchmarks.LineServer;
import dev.hebb.benchmarks.Timing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One case of every kind, each for less than a second, in a process of its own: {@code ShortBench [BACKEND]} is that process. */
public final class ShortBench {
    private static final double SECONDS_PER_CASE = 0.25;
    private static final int LARGEST_AGAIN = 2048;
    private static final String COUNT = "count";
    private static final String MEASURE = "measure";
    private static final String INDEX = "index";

    private ShortBench() {}

    /** What was measured in one run. */
    public record Result(Limits limits, List<CaseMeasurement> measurements) {
        public Result {
            measurements = List.copyOf(measurements);
        }

        /** A table with bars; lines of at most {@code width} characters. */
        public String table(int threads, int width) {
            return CaseTable.of(this, threads, width);
        }
    }

    /**
     * Measures the machine, every case, and the machine again: the higher of the two limits counts.
     *
     * @param backend by name; empty for the one that is taken unless one is named
     * @throws WrongResultException in that process, and an exception here, where a result is wrong
     */
    public static Result run(Optional<String> backend, int threads) {
        String[] command = backend.map(name -> new String[] {ShortBench.class.getName(), name})
                .orElseGet(() -> new String[] {ShortBench.class.getName()});
        List<CaseMeasurement> measurements = new ArrayList<>();
        try (LimitClient client = LimitClient.start(threads)) {
            Limits before = client.limits();
            try (ChildProcess process = new ChildProcess("hebb", ChildProcess.ownClassPath(), threads, command)) {
                int count = process.ask(COUNT).path(COUNT).asInt();
                for (int i = 0; i < count; i++) {
                    measurements.add(CaseMeasurement.of(process.ask(
                            LineServer.object().put(LineServer.DO, MEASURE).put(INDEX, i))));
                }
            }
            return new Result(before.or(client.limits(LARGEST_AGAIN)), measurements);
        }
    }

    static List<Supplier<Case>> cases(Optional<String> backend) {
        return List.of(
                () -> Cases.matrixProduct(backend, 1, 64),
                () -> Cases.matrixProduct(backend, 1, 1024),
                () -> Cases.matrixProduct(backend, 16, 128),
                () -> Cases.activation(backend, "relu", 1 << 21),
                () -> Cases.activation(backend, "tanh", 1 << 21),
                () -> Cases.activation(backend, "sigmoid", 1 << 21),
                () -> Cases.activationGradient(backend, "relu", 1 << 21),
                () -> Cases.activationGradient(backend, "tanh", 1 << 21),
                () -> Cases.activationGradient(backend, "sigmoid", 1 << 21),
                () -> Cases.crossEntropy(backend, 4096, 100),
                () -> Cases.columnSum(backend, 4096, 512),
                () -> Cases.rowSum(backend, 4096, 512),
                () -> Cases.update(backend, "sgd", 1 << 21),
                () -> Cases.update(backend, "momentum", 1 << 21),
                () -> Cases.update(backend, "adam", 1 << 21),
                () -> Cases.training(backend, Cases.classifier("64-128-10", 32)),
                () -> Cases.training(backend, Cases.classifier("784-128-10", 128)),
                () -> Cases.prediction(backend, Cases.classifier("784-128-10", 128)),
                () -> Cases.compilation(backend, Cases.classifier("784-128-10", 128)),
                () -> Cases.gather(backend, 8192, 784, 256),
                () -> Cases.csv(20_000, 20));
    }

    /** Checks, then times. */
    static CaseMeasurement measure(Supplier<Case> supplier, double seconds) {
        try (Case measured = supplier.get()) {
            measured.verify();
            double took = Timing.secondsPerRun(measured::run, seconds);
            return new CaseMeasurement(measured.name(), took, measured.operations(), measured.bytes());
        }
    }

    public static void main(String[] args) throws IOException {
        List<Supplier<Case>> cases = cases(args.length == 0 ? Optional.empty() : Optional.of(args[0]));
        LineServer.serve(Map.of(
                COUNT,
                request -> LineServer.object().put(COUNT, cases.size()),
                MEASURE,
                request -> measure(cases.get(request.path(INDEX).asInt()), SECONDS_PER_CASE)
                        .transfer()));
    }
}
