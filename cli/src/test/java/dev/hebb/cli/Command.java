package dev.hebb.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the command in this process and keeps what it printed. */
record Command(int code, String out, String err) {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    static Command run(Path folder, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(
                new Shell(new PrintWriter(out), Optional::empty, new PrintWriter(err), folder, Optional.empty()), args);
        return new Command(code, out.toString(), err.toString());
    }

    /** Runs one line, whose words may be quoted. */
    static Command line(Path folder, String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        return run(folder, words.toArray(String[]::new));
    }

    /** Runs one line that must succeed. */
    static Command done(Path folder, String line) {
        Command command = line(folder, line);
        assertEquals(0, command.code(), () -> line + ": " + command);
        return command;
    }

    /** The command ended with exit code 2 and one sentence, with these parts. */
    void assertRefused(String... parts) {
        assertEquals(2, code, this::toString);
        String said = said();
        assertEquals(1, said.lines().count(), this::toString);
        assertTrue(said.startsWith("hebb: expected ") || said.startsWith("hebb: could not "), this::toString);
        for (String part : parts) {
            assertTrue(said.contains(part), () -> "'" + part + "' is not in " + this);
        }
        assertFalse(err.contains("\tat ") || out.contains("\tat "), this::toString);
        assertEquals("", scores(), this::toString);
    }

    /** Standard error without the progress. */
    String said() {
        return String.join(
                "\n", err.lines().filter(line -> !line.startsWith("epoch ")).toList());
    }

    /** The lines with scores. */
    String scores() {
        return String.join(
                "\n",
                out.lines()
                        .filter(line -> line.matches(" {2}[a-z0-9_]+ +(NaN|[-0-9.eE+]+)"))
                        .toList());
    }

    @Override
    public String toString() {
        return "exit code " + code + "\n" + out + "\n" + err;
    }
}
