package dev.hebb.cli;

import dev.hebb.experiment.Baseline;
import dev.hebb.experiment.Evaluation;
import dev.hebb.experiment.Experiment;
import dev.hebb.experiment.RunFolder;
import dev.hebb.experiment.Scores;
import dev.hebb.train.Callback;
import dev.hebb.train.History;
import dev.hebb.train.RunControl;
import dev.hebb.train.StopReason;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hebb train SPEC.yaml} and {@code hebb train DATA.csv --target COLUMN}. */
@Command(
        name = "train",
        description = {
            "Trains a model, scores it on held-out rows and writes model, figures, pictures and report into a folder of its own under runs."
        },
        footer = {
            "",
            "Examples:",
            "  hebb train examples/digits.yaml",
            "  hebb train examples/digits.yaml --epochs 5 --set training.batch=64",
            "  hebb train penguins.csv --target species",
            "  hebb train cars.csv --target 'economy (mpg)' --hidden 64,32 --json",
            "",
            "Ctrl-C ends training after the batch at hand; the best model so far is then scored, saved and reported (exit code 130)."
        })
final class TrainCommand implements Callable<Integer> {
    private static final int MILLIS_BETWEEN_EVENTS = 100;

    private final Shell shell;

    @Mixin
    private final SpecOptions options = new SpecOptions();

    @Option(
            names = "--json",
            description = "Print one JSON object per epoch and a final one on standard output, and nothing else there.")
    private boolean isJson;

    TrainCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Made made = options.read(shell);
        Experiment.Options with = new Experiment.Options(options.device(), made.notices(), this::tell);
        try (Experiment experiment = Experiment.of(made.spec(), with)) {
            RunFolder folder = RunFolder.create(shell.folder(), RunFolder.nameFor(shell.resolve(options.file())));
            try {
                return train(experiment, folder);
            } catch (RuntimeException | Error e) {
                folder.discardUnlessBegun();
                throw e;
            }
        }
    }

    /** A line for people: on standard error, where it is never mistaken for a result. */
    private void tell(String line) {
        shell.err().println(Main.NAME + ": " + line);
    }

    private void introduce(Experiment experiment) {
        shell.out().println(experiment.data().summary());
        experiment.data().notices().forEach(notice -> shell.out().println("Note: " + notice));
        shell.out().println();
        shell.out()
                .println(experiment
                        .model()
                        .network()
                        .summary(shell.tableWidth(), experiment.model().precision(), Map.of()));
        shell.out().println();
        shell.out().flush();
    }

    private int train(Experiment experiment, RunFolder folder) {
        if (!isJson) {
            introduce(experiment);
        }
        ProgressLine line = new ProgressLine(shell.err(), shell.columns().orElse(0));
        RunControl control =
                new RunControl(isJson && shell.columns().isEmpty() ? event -> {} : line::show, MILLIS_BETWEEN_EVENTS);
        try (Interruption interruption = new Interruption(control::cancel)) {
            experiment.begin(folder, comment(experiment));
            History history;
            try {
                history = experiment.fit(folder, control, callbacks());
            } finally {
                line.end();
            }
            boolean isWhole = history.stopReason() != StopReason.CANCELLED;
            experiment.save(folder);
            Evaluation evaluation = experiment.score();
            List<Baseline> baselines = experiment.baselines(isWhole);
            List<String> warnings = experiment.report(folder, history, evaluation, baselines);
            if (isJson) {
                JsonEvents.end(shell.out(), experiment, folder, history, evaluation);
            } else {
                print(experiment, folder, history, evaluation, baselines, warnings);
            }
            return isWhole ? ExitCode.OK : ExitCode.INTERRUPTED;
        }
    }

    private Callback[] callbacks() {
        return isJson ? new Callback[] {JsonEvents.epochs(shell.out())} : new Callback[0];
    }

    private List<String> comment(Experiment experiment) {
        return List.of(
                "The spec of this run with every default filled in, written by hebb " + VersionText.version() + ".",
                "It repeats the run bit for bit on the same backend ("
                        + experiment.model().backendName() + ", "
                        + experiment.model().device() + ").");
    }

    private void print(
            Experiment experiment,
            RunFolder folder,
            History history,
            Evaluation evaluation,
            List<Baseline> baselines,
            List<String> warnings) {
        int epochs = history.epochs().size();
        shell.out()
                .println(String.format(
                        Locale.ROOT,
                        "%s after %d %s; %s.%n%,d updates, %.1f s, %,.0f rows/s; backend %s on %s",
                        ending(history.stopReason()),
                        epochs,
                        epochs == 1 ? "epoch" : "epochs",
                        experiment.spec().training().earlyStopping().isPresent() && epochs > 0
                                ? "the best one is kept"
                                : "the last state is kept",
                        history.steps(),
                        history.seconds(),
                        experiment.rowsPerSecond(history),
                        experiment.model().backendName(),
                        experiment.model().device()));
        shell.out().println();
        int held = experiment.data().sets().test().rows();
        shell.out()
                .println("Scores on the "
                        + (held == 1 ? "only held-out row:" : String.format(Locale.ROOT, "%,d held-out rows:", held)));
        Scores.lines(evaluation.scores()).forEach(shell.out()::println);
        baselines.forEach(baseline -> shell.out().println(Scores.line(baseline)));
        warnings.forEach(warning -> shell.out().println("Warning: " + warning));
        shell.out().println();
        Path shown = shell.folder().relativize(folder.path());
        shell.out().println("Report: " + shown.resolve(folder.report().getFileName()));
        shell.out()
                .println("Score it again: hebb evaluate "
                        + quoted(shown.resolve(folder.model().getFileName())) + " "
                        + quoted(shown.resolve(folder.test().getFileName())));
        shell.out().flush();
    }

    private static String quoted(Path path) {
        String text = path.toString();
        return text.matches("[\\w./@%+=:,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private static String ending(StopReason reason) {
        return switch (reason) {
            case COMPLETED -> "Trained to the end";
            case STOPPED_BY_CALLBACK -> "Stopped early";
            case CANCELLED, INTERRUPTED -> "Interrupted";
            case TIME_LIMIT -> "Stopped at the time limit";
        };
    }
}
