package dev.hebb.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hebb completion}. */
@Command(
        name = "completion",
        description = "Prints a script with which bash and zsh complete commands, options and files.",
        footer = {"", "Example:", "  source <(hebb completion)"})
final class CompletionCommand implements Callable<Integer> {
    private final Shell shell;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    CompletionCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        shell.out().print(AutoComplete.bash(Main.NAME, spec.root().commandLine()));
        shell.out().flush();
        return ExitCode.OK;
    }
}
