package dev.hebb.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A comparison as a page of Markdown, with what one has to know to judge it.
 *
 * @param commit of Hebb
 */
record ComparisonReport(Comparison comparison, List<Comparison.Row> rows, String commit, LocalDate day) {
    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");
    private static final String MODEL = "model name";

    ComparisonReport {
        rows = List.copyOf(rows);
    }

    /** One line per workload: times, then the ratio of each peer's time to Hebb's, and the floor's. */
    String table() {
        List<String> lines = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("workload"));
        List<String> peers =
                comparison.engines().stream().skip(1).map(EngineChoice::label).toList();
        comparison.engines().forEach(engine -> head.add(engine.label() + " us"));
        head.add("floor us");
        peers.forEach(peer -> head.add(peer + " / hebb"));
        head.add("floor / hebb");
        head.add("losses differ by");
        lines.add(line(head));
        lines.add("|---|" + "--:|".repeat(head.size() - 1));
        rows.forEach(row -> lines.add(line(cells(row))));
        return String.join("\n", lines) + "\n";
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }

    static List<String> cells(Comparison.Row row) {
        List<String> cells = new ArrayList<>(List.of(row.hebb().workload().name()));
        double ours = row.hebb().microsPerStep();
        row.measurements().forEach(one -> cells.add(BarTable.number(one.microsPerStep())));
        cells.add(BarTable.number(row.hebb().floorMicros()));
        row.measurements().stream().skip(1).forEach(peer -> cells.add(ratio(peer.microsPerStep() / ours)));
        cells.add(ratio(row.hebb().floorMicros() / ours));
        cells.add(String.format(Locale.ROOT, "%.1e%s", row.lossDifference(), row.agrees() ? "" : " (wrong)"));
        return cells;
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** The median ratio of the workloads, by peer. */
    private String medians() {
        StringBuilder text = new StringBuilder();
        for (int peer = 1; peer < comparison.engines().size(); peer++) {
            int index = peer;
            double[] ratios = rows.stream()
                    .mapToDouble(row -> row.measurements().get(index).microsPerStep()
                            / row.hebb().microsPerStep())
                    .toArray();
            text.append("- ")
                    .append(comparison.engines().get(peer).label())
                    .append(" takes ")
                    .append(ratio(Timing.median(ratios)))
                    .append(" times as long as hebb (median of the workloads).\n");
        }
        return text.toString();
    }

    String page() {
        List<Measurement> first = rows.get(0).measurements();
        String devices = first.stream()
                .map(one -> "- " + one.engine() + ": " + one.device())
                .collect(Collectors.joining("\n"));
        return "# Comparison of " + day + "\n\n"
                + "- commit: " + commit + "\n"
                + "- machine: " + processor() + ", " + Runtime.getRuntime().availableProcessors() + " processors, "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + "\n"
                + "- Java: " + Runtime.version() + ", " + System.getProperty("java.vm.name") + "\n"
                + "- threads of the arithmetic: " + comparison.threads() + "\n"
                + devices + "\n\n"
                + "Times are medians of " + WorkloadBench.ROUNDS
                + " rounds that all engines took by turns, each in a process of its own. Losses: "
                + comparison.checkedSteps()
                + " steps compared with the backend " + comparison.reference() + ", tolerance " + Comparison.TOLERANCE
                + ".\n\n" + table() + "\n" + medians();
    }

    private static String processor() {
        try {
            Optional<String> model = Files.readAllLines(PROCESSOR).stream()
                    .filter(line -> line.startsWith(MODEL))
                    .findFirst();
            return model.map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("unknown processor");
        } catch (IOException e) {
            return "unknown processor"; // not Linux
        }
    }
}
