package dev.hebb.cli;

import dev.hebb.experiment.Experiment;
import dev.hebb.experiment.spec.SpecText;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hebb check SPEC.yaml}. */
@Command(
        name = "check",
        description = {
            "Reads spec and data as train would, prints the spec with every default filled in and the model that would be trained, and writes nothing.",
            "Of a table it prints the spec that train would make of it: a good start for a spec of your own."
        },
        footer = {
            "",
            "Examples:",
            "  hebb check examples/digits.yaml",
            "  hebb check penguins.csv --target species > penguins.yaml"
        })
final class CheckCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final SpecOptions options = new SpecOptions();

    CheckCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Made made = options.read(shell);
        PrintWriter notes = shell.err();
        Experiment.Options with = new Experiment.Options(
                options.device(), made.notices(), line -> notes.println(Main.NAME + ": " + line));
        try (Experiment experiment = Experiment.of(made.spec(), with)) {
            shell.out().print(SpecText.of(made.spec(), List.of()));
            shell.out().flush();
            notes.println();
            notes.println(experiment.data().summary());
            experiment.data().notices().forEach(notice -> notes.println("Note: " + notice));
            notes.println(experiment
                    .model()
                    .network()
                    .summary(shell.tableWidth(), experiment.model().precision(), experiment.memory()));
            return ExitCode.OK;
        }
    }
}
