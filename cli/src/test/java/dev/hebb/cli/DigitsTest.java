package dev.hebb.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The first example does what its issue promises. Trains for a minute: only with {@code -Dhebb.slow=true}. */
@EnabledIfSystemProperty(named = "hebb.slow", matches = "true")
class DigitsTest {
    private static final Pattern ACCURACY = Pattern.compile("(?m)^  accuracy +([0-9.]+)$");
    private static final Pattern SECONDS = Pattern.compile("updates, ([0-9.]+) s,");
    private static final int SEEDS = 5;

    @TempDir
    Path folder;

    private static double figure(Pattern pattern, Command command) {
        Matcher matcher = pattern.matcher(command.out());
        assertTrue(matcher.find(), command::toString);
        return Double.parseDouble(matcher.group(1));
    }

    @Test
    void digitsReachAMedianHeldOutAccuracyOf97PercentInAMinute() {
        Path example = Path.of(System.getProperty("hebb.root"), "examples", "digits.yaml")
                .toAbsolutePath();
        List<Double> accuracies = new ArrayList<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            Command command = Command.run(folder, "train", example.toString(), "--seed", Integer.toString(seed));
            assertEquals(0, command.code(), command::toString);
            double seconds = figure(SECONDS, command);
            assertTrue(seconds < 60, () -> seconds + " s of training");
            accuracies.add(figure(ACCURACY, command));
            System.out.println(
                    "digits, seed " + seed + ": accuracy " + accuracies.get(seed - 1) + " after " + seconds + " s");
        }
        accuracies.sort(null);
        assertTrue(accuracies.get(SEEDS / 2) >= 0.97, accuracies::toString);
    }
}
