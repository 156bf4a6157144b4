package dev.hebb.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Training takes no memory step by step. In a JVM of its own, whose heap is touched before, so that only native memory can grow. */
class AllocationTest {
    private static final long MOST_KIB = 8 * 1024;

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc/self/status")
    void fiveThousandStepsTakeNoMemory() {
        String printed = ChildProcess.run(
                ManySteps.class, List.of("-Xms96m", "-Xmx96m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC"));
        Map<String, long[]> counters = new LinkedHashMap<>();
        for (String line : printed.split("\n")) {
            String[] words = line.split(" ");
            if (words.length == 3 && words[2].matches("-?\\d+")) {
                counters.put(words[0], new long[] {Long.parseLong(words[1]), Long.parseLong(words[2])});
            }
        }
        assertTrue(printed.contains("steps 5000\n"), printed);
        for (String still : List.of("arenas", "arenaBytes", "plans", "pointerBytes", "pointers")) {
            assertEquals(counters.get(still)[0], counters.get(still)[1], still + " in\n" + printed);
        }
        assertTrue(counters.get("arenaBytes")[0] > 0, printed);
        long[] resident = counters.get("residentKiB");
        assertTrue(
                resident[1] - resident[0] < MOST_KIB,
                "resident memory grew by " + (resident[1] - resident[0]) + " KiB:\n" + printed);
    }
}
