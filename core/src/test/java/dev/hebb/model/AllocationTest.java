package dev.hebb.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Training takes no memory step by step, and models give back what they took. In a JVM of its own, whose heap is touched before, so that only native memory can grow. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc/self/status")
class AllocationTest {
    private static final long MOST_KIB = 8 * 1024;

    /** What the program printed: how much each counter grew. */
    private static Map<String, Long> growth(String printed) {
        Map<String, Long> growth = new HashMap<>();
        for (String line : printed.split("\n")) {
            String[] words = line.split(" ");
            if (words.length == 3 && words[0].contains("/")) {
                growth.put(words[0], Long.parseLong(words[2]) - Long.parseLong(words[1]));
            }
        }
        return growth;
    }

    @Test
    void fiveThousandStepsTakeNoMemoryAndClosedModelsGiveItBack() {
        // The optimizing compiler takes tens of MiB whenever a busy machine lets it run; the simple one is done after
        // the warm-up.
        String printed = ChildProcess.run(
                ManySteps.class,
                List.of("-Xms96m", "-Xmx96m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        Map<String, Long> growth = growth(printed);
        assertTrue(printed.contains("steps 5000\n"), printed);
        for (String still : List.of(
                "steps/arenas",
                "steps/arenaBytes",
                "steps/plans",
                "steps/pointerBytes",
                "steps/pointers",
                "models/arenaBytes",
                "models/pointerBytes",
                "models/pointers")) {
            assertEquals(Optional.of(0L), Optional.ofNullable(growth.get(still)), still + " in\n" + printed);
        }
        for (String resident : List.of("steps/residentKiB", "models/residentKiB")) {
            assertTrue(growth.getOrDefault(resident, Long.MAX_VALUE) < MOST_KIB, resident + " in\n" + printed);
        }
    }
}
