package dev.hebb.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What surrounds a command.
 *
 * @param out for results
 * @param err for progress and messages
 * @param folder what relative paths start from, and where {@code runs} is made
 * @param columns of the terminal behind {@code err}; empty where it is a file or pipe
 */
public record Shell(PrintWriter out, PrintWriter err, Path folder, Optional<Integer> columns) {
    private static final String COLUMNS = "hebb.columns";
    private static final int LEAST_COLUMNS = 20;

    /** The process's own. The {@code hebb} script says how wide its terminal is, if it is one, in a system property. */
    static Shell ofProcess() {
        Optional<Integer> columns =
                Optional.ofNullable(Integer.getInteger(COLUMNS)).filter(width -> width >= LEAST_COLUMNS);
        return new Shell(writer(System.out), writer(System.err), Path.of("").toAbsolutePath(), columns);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    Path resolve(Path path) {
        return folder.resolve(path);
    }
}
