package dev.hebb.cli;

import dev.hebb.backend.BackendException;
import dev.hebb.data.DataException;
import dev.hebb.experiment.spec.Names;
import dev.hebb.experiment.spec.SpecException;
import dev.hebb.io.ModelFileException;
import dev.hebb.runtime.MemoryLimitException;
import dev.hebb.shape.ShapeException;
import dev.hebb.train.DataMismatchException;
import dev.hebb.train.NonFiniteException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns exceptions into one sentence and an exit code: the user's input is told from the program's own faults. */
final class Failures implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {
    /** What the libraries throw for what the user gave; a plain IllegalArgumentException counts only where Hebb's own code threw it. */
    private static final List<Class<? extends RuntimeException>> INPUT = List.of(
            SpecException.class,
            DataException.class,
            DataMismatchException.class,
            ShapeException.class,
            ModelFileException.class,
            NonFiniteException.class,
            MemoryLimitException.class,
            BackendException.class,
            OutputException.class);

    private static final String OWN = "dev.hebb.";

    private final Shell shell;
    private final boolean isVerbose;

    Failures(Shell shell, boolean isVerbose) {
        this.shell = shell;
        this.isVerbose = isVerbose;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String said = unmatched(unmatched);
            String see = said.endsWith("?") ? " See " : "; see ";
            shell.err().println(Main.NAME + ": " + said + see + command + " --help");
            return ExitCode.BAD_INPUT;
        }
        shell.err().println(Main.NAME + ": " + said(e) + "; see " + command + " --help");
        return ExitCode.BAD_INPUT;
    }

    private static String said(ParameterException e) {
        if (e instanceof MissingParameterException missing) {
            List<String> wanted = missing.getMissing().stream()
                    .map(arg -> arg instanceof OptionSpec option
                            ? "a value " + arg.paramLabel() + " after " + option.longestName()
                            : arg.paramLabel())
                    .toList();
            return "expected " + String.join(" and ", wanted) + " but got nothing more";
        } else if (e instanceof OverwrittenOptionException again
                && again.getOverwritten() instanceof OptionSpec option) {
            return "expected " + option.longestName() + " at most once but got it again";
        }
        return firstLine(e);
    }

    private static String unmatched(UnmatchedArgumentException e) {
        CommandSpec spec = e.getCommandLine().getCommandSpec();
        List<String> options = spec.optionsMap().keySet().stream()
                .filter(name -> name.startsWith("--"))
                .toList();
        List<String> commands = List.copyOf(spec.subcommands().keySet());
        String word = e.getUnmatched().get(0);
        List<String> known = word.startsWith("-") || commands.isEmpty() ? options : commands;
        String what = known.equals(commands) ? "one of the commands " : "nothing more, or one of the options ";
        String advice = Names.advice(word, known);
        return "expected " + what + known + " but got '" + word + "'" + (advice.isEmpty() ? "" : "; " + advice);
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult result) {
        return handle(e);
    }

    /** Says what went wrong; the exit code. */
    int handle(Throwable e) {
        if (isVerbose) {
            e.printStackTrace(shell.err());
        }
        if (e instanceof OutputException output && output.isReaderGone()) {
            return ExitCode.OK;
        }
        if (isInput(e)) {
            shell.err().println(Main.NAME + ": " + firstLine(e));
            return ExitCode.BAD_INPUT;
        }
        if (e instanceof OutOfMemoryError) {
            shell.err()
                    .println(Main.NAME + ": expected enough memory but got " + e.getMessage()
                            + "; take a smaller batch or model, or give Java more with HEBB_JAVA_OPTS=-Xmx8g");
            return ExitCode.FAULT;
        }
        String trace = isVerbose ? "the stack trace is above" : "the stack trace is in " + keep(e);
        shell.err()
                .println(Main.NAME + ": a fault of the program, not of your input: "
                        + e.getClass().getSimpleName() + ": " + firstLine(e) + "; " + trace
                        + ". Please report it.");
        return ExitCode.FAULT;
    }

    private static boolean isInput(Throwable e) {
        if (INPUT.stream().anyMatch(type -> type.isInstance(e))) {
            return true;
        }
        boolean mayBe = e instanceof IllegalArgumentException || e instanceof UncheckedIOException;
        StackTraceElement[] trace = e.getStackTrace();
        return mayBe && trace.length > 0 && trace[0].getClassName().startsWith(OWN);
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static String keep(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        try {
            Path file = Files.createTempFile("hebb-fault-", ".txt");
            Files.writeString(file, text.toString());
            return file.toString();
        } catch (IOException again) {
            return "no file, because the temporary folder cannot be written to: run again with --verbose";
        }
    }
}
