package dev.hebb.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeedTest {
    @Test
    void theSameSeedGivesTheSameWeightsBitForBit() {
        assertEquals(SeededFit.weights(11), SeededFit.weights(11));
    }

    @Test
    void twoSeedsDiffer() {
        assertNotEquals(SeededFit.weights(11), SeededFit.weights(12));
        assertNotEquals(SeededFit.weights(11), SeededFit.weights(11 + (1L << 32)), "all 64 bits count");
    }

    @Test
    void theSameSeedGivesTheSameWeightsInAnotherProcess() {
        String printed = ChildProcess.run(SeededFit.class, List.of("-Xmx256m"), "11");
        assertTrue(printed.contains("weights " + SeededFit.weights(11)), printed);
    }
}
