package dev.hebb.cli;

import dev.hebb.data.ColumnEncoder;
import dev.hebb.data.Targets;
import dev.hebb.model.Attachment;
import dev.hebb.model.Model;
import dev.hebb.train.Objective;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hebb inspect MODEL}. */
@Command(
        name = "inspect",
        description =
                "Shows what a model is: layers, the columns it reads, how they are prepared, what it predicts and how it was trained.",
        footer = {"", "Example:", "  hebb inspect runs/penguins-001/model.safetensors"})
final class InspectCommand implements Callable<Integer> {
    private static final int MOST_COLUMNS = 60;

    private final Shell shell;

    @Parameters(paramLabel = "MODEL", description = "The model, a .safetensors file.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path model;

    InspectCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = shell.out();
        Path file = shell.resolve(model);
        try (Model loaded = Model.load(file)) {
            out.println(model + ": " + String.format(Locale.ROOT, "%,d", Files.size(file)) + " bytes, "
                    + loaded.precision().name().toLowerCase(Locale.ROOT) + ", seed " + loaded.seed());
            out.println();
            out.println(loaded.network().summary(shell.tableWidth(), loaded.precision(), Map.of()));
            out.println();
            inputs(loaded.attachment());
            target(loaded.attachment().targets());
            loaded.compiledFor().ifPresent(this::training);
        }
        return ExitCode.OK;
    }

    private void inputs(Attachment attachment) {
        if (attachment.shape().isPresent() && attachment.encoder().isPresent()) {
            List<String> columns = attachment.encoder().get().columns();
            shell.out()
                    .println("Reads images of the shape " + attachment.shape().get() + ", or tables with the columns "
                            + columns.get(0) + " to " + columns.get(columns.size() - 1));
        } else if (attachment.encoder().isEmpty()) {
            shell.out().println("Reads rows of numbers; it was not trained on the columns of a table.");
        } else {
            List<ColumnEncoder> encoders = attachment.encoder().get().encoders();
            shell.out().println("Reads " + encoders.size() + " columns by name, in any order:");
            encoders.stream().limit(MOST_COLUMNS).forEach(encoder -> shell.out().println("  " + encoder.describe()));
            if (encoders.size() > MOST_COLUMNS) {
                shell.out().println("  and " + (encoders.size() - MOST_COLUMNS) + " more");
            }
        }
        attachment
                .transforms()
                .forEach(transform -> shell.out()
                        .println("Then: " + transform.getClass().getSimpleName() + ", fitted on the training rows"));
    }

    private void target(Targets targets) {
        if (targets.areClasses()) {
            shell.out()
                    .println("Predicts " + String.join(", ", targets.names()) + ", one of "
                            + targets.classes().size() + " classes: " + String.join(", ", targets.classes()));
            targets.labels().forEach((from, to) -> shell.out().println("  '" + from + "' counts as '" + to + "'"));
        } else if (!targets.names().isEmpty()) {
            shell.out()
                    .println("Predicts " + String.join(", ", targets.names()) + ", in "
                            + (targets.names().size() == 1 ? "its own unit" : "their own units"));
        }
    }

    private void training(Objective objective) {
        shell.out().println("Optimizer: " + objective.optimizer());
        objective
                .losses()
                .forEach((output, share) -> shell.out()
                        .println(
                                "Loss of output " + output + ": " + share.loss().name()));
        objective
                .metrics()
                .forEach((output, metrics) -> shell.out()
                        .println("Metrics of output " + output + ": "
                                + String.join(
                                        ", ",
                                        metrics.stream()
                                                .map(metric -> metric.name())
                                                .toList())));
    }
}
