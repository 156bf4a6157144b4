package dev.hebb.backend.cpu;

import dev.hebb.backend.BackendException;
import dev.hebb.backend.Processors;
import java.util.Optional;

/**
 * How many threads a session computes with: the system property {@value #PROPERTY}, else the environment variable {@value #VARIABLE}, else one per physical
 * core that the process may use.
 */
final class CpuThreads {
    static final String PROPERTY = "hebb.threads";
    static final String VARIABLE = "HEBB_THREADS";
    /** As many as the pool holds, and the caller. */
    static final int MOST = 1024;

    private CpuThreads() {}

    /** @throws BackendException for a setting that is no number from 1 to {@value #MOST} */
    static int budget() {
        return budget(Optional.ofNullable(System.getProperty(PROPERTY))
                .or(() -> Optional.ofNullable(System.getenv(VARIABLE))));
    }

    static int budget(Optional<String> setting) {
        return setting.filter(text -> !text.isBlank())
                .map(CpuThreads::parse)
                .orElseGet(() -> Math.min(MOST, Processors.physicalCores()));
    }

    private static int parse(String text) {
        if (text.matches("[0-9]{1,4}")) {
            int threads = Integer.parseInt(text);
            if (threads >= 1 && threads <= MOST) {
                return threads;
            }
        }
        throw new BackendException("expected a number of threads from 1 to " + MOST + " but got '" + text + "' in "
                + PROPERTY + " or " + VARIABLE + "; leave it out for one per physical core");
    }
}
