package dev.hebb.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** What {@code benchmarks/compare} runs; its text says the options. */
final class CompareMain {
    private static final String WORKLOADS = "--workloads";
    private static final String RANDOM = "--random";
    private static final String SEED = "--seed";
    private static final String ENGINES = "--engines";
    private static final String DEVICE = "--device";
    private static final String REFERENCE = "--reference";
    private static final String CHECKED_STEPS = "--checked-steps";
    private static final String THREADS = "--threads";
    private static final String COMMIT = "--commit";
    private static final String OUT = "--out";
    private static final List<String> OPTIONS =
            List.of(WORKLOADS, RANDOM, SEED, ENGINES, DEVICE, REFERENCE, CHECKED_STEPS, THREADS, COMMIT, OUT);

    private final Map<String, String> options;

    private CompareMain(Map<String, String> options) {
        this.options = options;
    }

    public static void main(String[] args) throws IOException {
        try {
            System.exit(of(args).run() ? 0 : 1);
        } catch (BenchmarkException e) {
            System.err.println("compare: " + e.getMessage());
            System.exit(2);
        }
    }

    /** @throws BenchmarkException for an option that is not known, or without a value */
    static CompareMain of(String... args) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            if (!OPTIONS.contains(args[i]) || i + 1 == args.length) {
                throw new BenchmarkException(
                        "expected one of the options " + OPTIONS + ", each with a value, but got '" + args[i] + "'");
            }
            options.put(args[i], args[i + 1]);
        }
        return new CompareMain(options);
    }

    private Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    private int number(String name, int otherwise) {
        return option(name)
                .map(text -> {
                    try {
                        return Integer.parseInt(text);
                    } catch (NumberFormatException e) {
                        throw new BenchmarkException("expected a whole number but got '" + text + "' in " + name, e);
                    }
                })
                .orElse(otherwise);
    }

    /** Those of the file, then the random ones. */
    List<Workload> workloads() {
        List<Workload> workloads = new ArrayList<>();
        option(WORKLOADS).ifPresent(file -> workloads.addAll(WorkloadReader.read(Path.of(file))));
        int count = number(RANDOM, 0);
        workloads.addAll(RandomWorkloads.of(count, new Random(number(SEED, 1))));
        if (workloads.isEmpty()) {
            throw new BenchmarkException("expected " + WORKLOADS + " FILE or " + RANDOM + " N but got neither");
        }
        return workloads;
    }

    Comparison comparison() {
        List<EngineChoice> engines = Arrays.stream(option(ENGINES)
                        .orElse(String.join(",", EngineChoice.ALL))
                        .split(",", -1))
                .map(name -> new EngineChoice(name, name.equals(EngineChoice.HEBB) ? option(DEVICE) : Optional.empty()))
                .toList();
        return new Comparison(
                engines, option(REFERENCE).orElse("nd4j"), number(CHECKED_STEPS, 100), number(THREADS, 2));
    }

    private boolean run() throws IOException {
        Comparison comparison = comparison();
        List<Comparison.Row> rows =
                comparison.run(workloads(), row -> System.err.println(String.join("  ", ComparisonReport.cells(row))));
        ComparisonReport report =
                new ComparisonReport(comparison, rows, option(COMMIT).orElse("unknown"), LocalDate.now(ZoneOffset.UTC));
        System.out.print(report.table());
        if (option(OUT).isPresent()) {
            Path file = Path.of(option(OUT).get());
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, report.page());
        }
        return rows.stream().allMatch(Comparison.Row::agrees);
    }
}
