package dev.hebb.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hebb.backend.Processors;
import dev.hebb.benchmarks.BenchmarkException;
import dev.hebb.benchmarks.EngineChoice;
import dev.hebb.benchmarks.EngineClient;
import dev.hebb.benchmarks.LimitClient;
import dev.hebb.benchmarks.Limits;
import dev.hebb.benchmarks.Measurement;
import dev.hebb.benchmarks.Verification;
import dev.hebb.benchmarks.Workload;
import dev.hebb.benchmarks.WorkloadBench;
import dev.hebb.benchmarks.WorkloadReader;
import dev.hebb.benchmarks.WorkloadTables;
import dev.hebb.benchmarks.cases.CaseMeasurement;
import dev.hebb.benchmarks.cases.ShortBench;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hebb bench}. */
@Command(
        name = "bench",
        description = {
            "Measures how fast this machine runs operations and training steps, and how near that is to what the machine can do at all.",
            "Without a file it takes under a minute. With one it trains each workload in rounds, engine and limits by turns."
        },
        footer = {
            "",
            "Examples:",
            "  hebb bench",
            "  hebb bench --workloads benchmarks/workloads.json --json",
            "  hebb bench --workloads benchmarks/workloads.json --verify --json"
        })
final class BenchCommand implements Callable<Integer> {
    private static final String THREADS = "HEBB_THREADS";

    private final Shell shell;

    @Option(names = "--workloads", paramLabel = "FILE", description = "JSON file of networks and how to train them.")
    private Optional<Path> workloads = Optional.empty();

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            description = "hebb, or a peer: djl or dl4j, which are built separately. Default: hebb.")
    private String engine = EngineChoice.HEBB;

    @Option(names = "--device", paramLabel = "NAME", description = "What Hebb runs on; hebb devices lists them.")
    private Optional<String> device = Optional.empty();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the arithmetic, of engines and limits alike. Default: " + THREADS
                    + ", else one per core.")
    private Optional<Integer> threads = Optional.empty();

    @Option(
            names = "--verify",
            description =
                    "Instead of measuring, train 20 steps from given numbers and print the loss before each update and the sum of every parameter tensor after the last.")
    private boolean isVerify;

    @Option(names = "--json", description = "Print one JSON object per line.")
    private boolean isJson;

    BenchCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        EngineChoice choice = new EngineChoice(engine, device);
        int count = threadCount();
        if (workloads.isEmpty()) {
            requireHebb();
            operations(count);
            return ExitCode.OK;
        }
        List<Workload> all = WorkloadReader.read(shell.resolve(workloads.get()));
        try (EngineClient client = choice.start(count)) {
            if (isVerify) {
                verify(client, all);
            } else {
                measure(choice.label(), client, all, count);
            }
        }
        return ExitCode.OK;
    }

    private void requireHebb() {
        if (isVerify || !engine.equals(EngineChoice.HEBB)) {
            throw new BenchmarkException(
                    "expected a file of workloads with --verify and --engine but got none; add --workloads FILE");
        }
    }

    private int threadCount() {
        int count = threads.orElseGet(() -> {
            String given = Optional.ofNullable(System.getenv(THREADS)).orElse("");
            return given.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(given) : Processors.physicalCores();
        });
        if (count < 1) {
            throw new BenchmarkException("expected 1 or more threads but got " + count + " in --threads");
        }
        return count;
    }

    private void print(ObjectNode line) {
        shell.out().println(line);
        shell.out().flush();
    }

    private void verify(EngineClient client, List<Workload> all) {
        for (Workload workload : all) {
            Verification verification = Verification.of(client, workload);
            if (isJson) {
                print(verification.json());
            } else {
                shell.out().print(WorkloadTables.verification(verification, shell.tableWidth()));
                shell.out().flush();
            }
        }
    }

    private void measure(String label, EngineClient client, List<Workload> all, int count) {
        List<Measurement> done = new ArrayList<>();
        try (LimitClient limits = LimitClient.start(count)) {
            WorkloadBench bench = new WorkloadBench(Map.of(label, client), limits);
            for (Workload workload : all) {
                shell.err().println(Main.NAME + ": " + workload.name() + " ..");
                List<Measurement> measurements = bench.measure(workload);
                done.addAll(measurements);
                if (isJson) {
                    measurements.forEach(measurement -> print(measurement.json().put("threads", count)));
                }
            }
        }
        if (!isJson) {
            shell.out().print(WorkloadTables.workloads(done, count, shell.tableWidth()));
        }
    }

    private void operations(int count) {
        shell.err()
                .println(Main.NAME + ": measuring what this machine can do, then Hebb; this takes under a minute ..");
        ShortBench.Result result = ShortBench.run(device, count);
        Limits limits = result.limits();
        if (isJson) {
            print(limits.json().put("threads", count));
            for (CaseMeasurement measurement : result.measurements()) {
                print(measurement.json(limits));
            }
        } else {
            shell.out().print(result.table(count, shell.tableWidth()));
        }
    }
}
