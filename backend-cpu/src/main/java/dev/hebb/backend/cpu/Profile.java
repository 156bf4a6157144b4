package dev.hebb.backend.cpu;

import dev.hebb.compile.Launch;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long each command of a plan takes, logged every {@value #RUNS} runs where the system property {@value #PROPERTY} is true. */
final class Profile {
    static final String PROPERTY = "hebb.cpu.profile";

    private static final Logger LOG = LoggerFactory.getLogger(Profile.class);
    private static final int RUNS = 100;
    private static final double NANOS_PER_MICRO = 1e3;

    private final List<Launch> launches;
    private final int[] launchOfCommand;
    private final Memory nanos;
    private int runs;

    /** @param nanos a word per command */
    Profile(List<Launch> launches, int[] launchOfCommand, Memory nanos) {
        this.launches = launches;
        this.launchOfCommand = launchOfCommand;
        this.nanos = nanos;
    }

    static boolean isWanted() {
        return Boolean.getBoolean(PROPERTY);
    }

    static long bytes(Tape tape) {
        return Math.max(1, tape.commands()) * Long.BYTES;
    }

    void ran() {
        if (++runs == RUNS) {
            log();
            runs = 0;
            Pointer.memset(nanos.at(0), 0, launchOfCommand.length * (long) Long.BYTES);
        }
    }

    private void log() {
        long[] words = new long[launchOfCommand.length];
        new LongPointer(nanos.at(0)).get(words);
        StringBuilder text = new StringBuilder("microseconds per run, of " + RUNS + " runs\n");
        double total = 0;
        for (int i = 0; i < words.length; i++) {
            double micros = words[i] / NANOS_PER_MICRO / RUNS;
            total += micros;
            Launch launch = launches.get(launchOfCommand[i]);
            text.append(String.format(
                    Locale.ROOT,
                    "%10.2f  %s %s -> %s @%s%n",
                    micros,
                    launch.op(),
                    launch.inputs(),
                    launch.outputs(),
                    launch.scope()));
        }
        LOG.info("{}{}  all", text, String.format(Locale.ROOT, "%10.2f", total));
    }
}
