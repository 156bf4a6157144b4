package dev.hebb.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What surrounds a command.
 *
 * @param out for results
 * @param outFault why {@code out} takes no more; empty while it does
 * @param err for progress and messages
 * @param folder what relative paths start from, and where {@code runs} is made
 * @param columns of the terminal behind {@code err}; empty where it is a file or pipe
 */
public record Shell(
        PrintWriter out,
        Supplier<Optional<IOException>> outFault,
        PrintWriter err,
        Path folder,
        Optional<Integer> columns) {
    private static final String COLUMNS = "hebb.columns";
    private static final int LEAST_COLUMNS = 20;
    private static final int WIDEST_TABLE = 100;
    private static final int PLAIN_TABLE = 80;
    private static final int NARROWEST_TABLE = 40;

    /** The process's own. The {@code hebb} script says how wide its terminal is, if it is one, in a system property. */
    static Shell ofProcess() {
        Optional<Integer> columns =
                Optional.ofNullable(Integer.getInteger(COLUMNS)).filter(width -> width >= LEAST_COLUMNS);
        Output out = Output.ofProcess();
        return new Shell(
                new PrintWriter(new BufferedOutputStream(out), true, StandardCharsets.UTF_8),
                out::fault,
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                Path.of("").toAbsolutePath(),
                columns);
    }

    /**
     * Makes sure that what was printed has arrived.
     *
     * @throws OutputException where standard output takes no more
     */
    void flush() {
        out.flush();
        outFault.get().ifPresent(fault -> {
            throw new OutputException(fault);
        });
    }

    /** How wide tables may be. */
    int tableWidth() {
        return columns.map(width -> Math.max(NARROWEST_TABLE, Math.min(WIDEST_TABLE, width)))
                .orElse(PLAIN_TABLE);
    }

    Path resolve(Path path) {
        return folder.resolve(path);
    }
}
