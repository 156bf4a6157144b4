package dev.hebb.cli;

import dev.hebb.experiment.spec.SpecSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code hebb schema}. */
@Command(
        name = "schema",
        description = "Prints the JSON schema of specs, with which editors check and complete them.",
        footer = {"", "Example:", "  hebb schema > hebb-spec.json"})
final class SchemaCommand implements Callable<Integer> {
    private final Shell shell;

    SchemaCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        shell.out().println(SpecSchema.json());
        return ExitCode.OK;
    }
}
