package dev.hebb.cli;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code hebb} command. */
@Command(
        name = Main.NAME,
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        description = "Trains neural networks on tables and images, from the command line.",
        footer = {"", "Exit codes: 0 done; 2 bad input; 1 a fault of the program; 130 interrupted."})
public final class Main implements Callable<Integer> {
    static final String NAME = "hebb";
    private static final String VERBOSE = "--verbose";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = VERBOSE, scope = ScopeType.INHERIT, description = "Log what goes on, and show stack traces.")
    @SuppressWarnings(
            "UnusedVariable") // looked up before picocli runs, because logging starts with the first class that logs
    private boolean isVerbose;

    Main() {}

    /** Called where no command is given. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.BAD_INPUT;
    }

    /** Runs a command; never throws. */
    static int run(Shell shell, String... args) {
        List<String> words = Arrays.asList(args);
        boolean isVerbose = words.contains(VERBOSE);
        if (isVerbose) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "info");
        }
        Failures failures = new Failures(shell, isVerbose);
        try {
            int code = new CommandLine(new Main())
                    .addSubcommand(new TrainCommand(shell))
                    .addSubcommand(new EvaluateCommand(shell))
                    .addSubcommand(new PredictCommand(shell))
                    .addSubcommand(new InspectCommand(shell))
                    .addSubcommand(new CheckCommand(shell))
                    .addSubcommand(new DevicesCommand(shell))
                    .addSubcommand(new BenchCommand(shell))
                    .addSubcommand(new SchemaCommand(shell))
                    .addSubcommand(new CompletionCommand(shell))
                    .setOut(shell.out())
                    .setErr(shell.err())
                    .setExecutionExceptionHandler(failures)
                    .setParameterExceptionHandler(failures)
                    .setUsageHelpAutoWidth(false)
                    .execute(args);
            if (code == ExitCode.OK) {
                shell.flush();
            }
            return code;
        } catch (Throwable e) { // errors pass picocli's handler by
            return failures.handle(e);
        } finally {
            shell.out().flush();
            shell.err().flush();
        }
    }

    public static void main(String[] args) {
        System.exit(run(Shell.ofProcess(), args));
    }
}
