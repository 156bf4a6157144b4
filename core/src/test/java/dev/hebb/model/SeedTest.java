package dev.hebb.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.data.Dataset;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Dropout;
import dev.hebb.nn.Initializers;
import dev.hebb.nn.Losses;
import dev.hebb.optim.Sgd;
import java.util.Arrays;
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
    }

    @Test
    void dropoutDrawsFromAllBitsOfTheSeed() {
        String[] after = new String[3];
        long[] seeds = {11, 12, 11 + (1L << 32)};
        for (int i = 0; i < seeds.length; i++) {
            try (Model model = Sequential.input(Small.FEATURES)
                    .add(
                            Dense.of(8).withKernelInitializer(Initializers.ones()),
                            Dropout.of(0.5),
                            Dense.of(1).withKernelInitializer(Initializers.ones()))
                    .seed(seeds[i])) {
                model.compile(Sgd.of(0.1), Losses.meanSquaredError());
                model.partialFit(Dataset.of(Small.x(6), new float[6]));
                after[i] = Arrays.toString(Small.weights(model));
            }
        }
        assertEquals(3, Arrays.stream(after).distinct().count());
    }

    @Test
    void theSameSeedGivesTheSameWeightsInAnotherProcess() {
        String printed = ChildProcess.run(SeededFit.class, List.of("-Xmx256m"), "11");
        assertTrue(printed.contains("weights " + SeededFit.weights(11)), printed);
    }
}
