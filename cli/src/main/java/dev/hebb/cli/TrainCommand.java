package dev.hebb.cli;

import dev.hebb.experiment.Run;
import dev.hebb.experiment.RunFolder;
import dev.hebb.experiment.Scores;
import dev.hebb.experiment.spec.SpecReader;
import dev.hebb.experiment.spec.TrainSpec;
import dev.hebb.train.Figures;
import dev.hebb.train.History;
import dev.hebb.train.RunControl;
import dev.hebb.train.StopReason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hebb train SPEC.yaml}. */
@Command(
        name = "train",
        description = "Trains the model of a spec, scores it on held-out rows and saves it in a folder under runs.",
        footer = {"", "Ctrl-C ends training after the batch at hand; the model is then scored and saved as it is."})
final class TrainCommand implements Callable<Integer> {
    private static final int MILLIS_BETWEEN_EVENTS = 100;
    private static final int WIDEST_TABLE = 100;
    private static final int PLAIN_TABLE = 80;
    private static final int NARROWEST_TABLE = 40;

    private final Shell shell;

    @Parameters(paramLabel = "SPEC.yaml", description = "Data, preprocessing, model and training in one file.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path spec;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overrides a key of the spec, such as training.epochs=5. May be given several times.")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", description = "Overrides the seed of the spec.")
    private Optional<Long> seed = Optional.empty();

    TrainCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        List<String> all = new ArrayList<>(overrides);
        seed.ifPresent(number -> all.add("seed=" + number));
        TrainSpec read = SpecReader.read(shell.resolve(spec), all);
        try (Run run = Run.of(read)) {
            shell.out().println(run.data().summary());
            shell.out().println();
            shell.out()
                    .println(run.model()
                            .network()
                            .summary(tableWidth(), run.model().precision(), Map.of()));
            shell.out().println();
            return train(run);
        }
    }

    private int tableWidth() {
        return shell.columns()
                .map(width -> Math.max(NARROWEST_TABLE, Math.min(WIDEST_TABLE, width)))
                .orElse(PLAIN_TABLE);
    }

    private int train(Run run) {
        RunFolder folder = RunFolder.create(shell.folder(), RunFolder.nameFor(shell.resolve(spec)));
        ProgressLine line = new ProgressLine(shell.err(), shell.columns().orElse(0));
        RunControl control = new RunControl(line::show, MILLIS_BETWEEN_EVENTS);
        try (Interruption interruption = new Interruption(control::cancel)) {
            run.begin(folder, comment(run));
            History history;
            try {
                history = run.fit(folder, control);
            } finally {
                line.end();
            }
            run.save(folder);
            report(run, history, folder);
            return history.stopReason() == StopReason.CANCELLED ? ExitCode.INTERRUPTED : ExitCode.OK;
        }
    }

    private List<String> comment(Run run) {
        return List.of(
                "The spec of this run with every default filled in, written by hebb " + VersionText.version() + ".",
                "It repeats the run bit for bit on the same backend ("
                        + run.model().backendName() + ", " + run.model().device() + "; OMP_NUM_THREADS "
                        + Optional.ofNullable(System.getenv("OMP_NUM_THREADS")).orElse("not set") + ").");
    }

    private void report(Run run, History history, RunFolder folder) {
        int epochs = history.epochs().size();
        double perSecond = history.seconds() == 0 ? 0 : history.steps() * rowsPerStep(run) / history.seconds();
        shell.out()
                .println(String.format(
                        Locale.ROOT,
                        "%s after %d %s; %s.%n%,d updates, %.1f s, %,.0f rows/s; backend %s on %s",
                        ending(history.stopReason()),
                        epochs,
                        epochs == 1 ? "epoch" : "epochs",
                        run.spec().training().earlyStopping().isPresent() && epochs > 0
                                ? "the best one is kept"
                                : "the last state is kept",
                        history.steps(),
                        history.seconds(),
                        perSecond,
                        run.model().backendName(),
                        run.model().device()));
        Figures figures = run.score();
        shell.out().println();
        shell.out().println("Scores on the " + run.data().test().rows() + " held-out rows:");
        Scores.lines(figures).forEach(shell.out()::println);
        shell.out().println(run.data().baseline().text());
        shell.out().println();
        Path shown = shell.folder().relativize(folder.path());
        shell.out().println("Saved in " + shown + ": model.safetensors, spec.yaml, history.csv, test.csv");
        shell.out()
                .println("Score it again: hebb evaluate "
                        + shown.resolve(folder.model().getFileName()) + " "
                        + shown.resolve(folder.test().getFileName()));
        shell.out().flush();
    }

    private static double rowsPerStep(Run run) {
        int rows = run.data().train().rows();
        int batch = Math.min(run.spec().training().batch(), rows);
        int updates = (rows + batch - 1) / batch;
        return (double) rows / updates;
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
