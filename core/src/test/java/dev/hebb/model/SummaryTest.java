package dev.hebb.model;

import static dev.hebb.nn.Activations.relu;
import static dev.hebb.nn.Activations.softmax;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.nn.Dense;
import dev.hebb.nn.Dropout;
import dev.hebb.nn.Flatten;
import dev.hebb.nn.Losses;
import dev.hebb.optim.Adam;
import dev.hebb.optim.Sgd;
import dev.hebb.shape.Precision;
import dev.hebb.train.MemoryPlan;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What {@code summary()} of a model shows. */
class SummaryTest {
    private static final String DIGITS = """
            Layer (type)         Output shape     Parameters
            ------------------------------------------------
            input (input)        [batch, 28, 28]           0
            flatten_1 (Flatten)  [batch, 784]              0
            dense_1 (Dense)      [batch, 128]        100,480
            dropout_1 (Dropout)  [batch, 128]              0
            digit (Dense)        [batch, 10]           1,290
            ------------------------------------------------
            Parameters: 101,770 (397.5 KiB as float32)""";

    private static Model digits() {
        return Sequential.input(28, 28)
                .add(
                        Flatten.of(),
                        Dense.of(128, relu()),
                        Dropout.of(0.2),
                        Dense.of(10, softmax()).named("digit"));
    }

    @Test
    void aChainShowsShapesAndCountsInTheSameTextAtBothWidths() {
        try (Model model = digits()) {
            assertEquals(DIGITS, model.summary());
            assertEquals(DIGITS, model.summary(80));
            assertEquals(DIGITS, model.summary(60));
            assertEquals(784 * 128 + 128 + 128 * 10 + 10, model.parameterCount());
        }
    }

    @Test
    void aGraphShowsWhatEachLayerReads() {
        try (Model model = FunctionalModelTest.twoHeaded()) {
            assertEquals("""
                    Layer (type)                 Output shape  Parameters  Reads
                    -----------------------------------------------------------------------
                    a (input)                    [batch, 3]             0  -
                    b (input)                    [batch, 2]             0  -
                    dense_1 (Dense)              [batch, 3]            12  a; dense_1
                    add_1 (Add)                  [batch, 3]             0  dense_1, dense_1
                    concatenate_1 (Concatenate)  [batch, 5]             0  add_1, b
                    kind (Dense)                 [batch, 3]            18  concatenate_1
                    size (Dense)                 [batch, 1]             6  concatenate_1
                    -----------------------------------------------------------------------
                    Parameters: 36 (144 bytes as float32)""", model.summary());
        }
    }

    @Test
    void aNarrowWidthBreaksLongNames() {
        try (Model model = FunctionalModelTest.twoHeaded().precision(Precision.FLOAT64)) {
            assertEquals("""
                    Layer (type)      Output shape  Parameters  Reads
                    ------------------------------------------------------------
                    a (input)         [batch, 3]             0  -
                    b (input)         [batch, 2]             0  -
                    dense_1 (Dense)   [batch, 3]            12  a; dense_1
                    add_1 (Add)       [batch, 3]             0  dense_1, dense_1
                    concatenate_1     [batch, 5]             0  add_1, b
                    (Concatenate)
                    kind (Dense)      [batch, 3]            18  concatenate_1
                    size (Dense)      [batch, 1]             6  concatenate_1
                    ------------------------------------------------------------
                    Parameters: 36 (288 bytes as float64)""", model.summary(60));
        }
    }

    private static String kibibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0);
    }

    /** The parameters lie in multiples of 16 elements, so 101,770 of them take the place of 101,776. */
    @Test
    void aCompiledModelShowsTheMemoryOfTraining() {
        try (Model model = digits()) {
            model.compile(Adam.of(1e-3), Losses.sparseCategoricalCrossEntropy());
            String text = model.summary(60);
            assertTrue(text.startsWith(DIGITS + "\n"), text);
            List<String> memory = text.substring(DIGITS.length() + 1).lines().toList();
            assertEquals("Memory, parameters: 397.6 KiB", memory.get(0));
            assertEquals("Memory, gradients: 397.6 KiB", memory.get(1));
            assertEquals("Memory, optimizer state: 795.1 KiB", memory.get(2));
            MemoryPlan plan = model.memoryPlan(32);
            assertEquals(plan.bytes().size() + 1, memory.size());
            assertEquals(
                    "Memory, activations and temporaries: "
                            + kibibytes(plan.bytes().get("activations and temporaries")),
                    memory.get(4));
            assertEquals(
                    "Memory, in all for batches of 32 rows: "
                            + String.format(Locale.ROOT, "%.1f MiB", plan.totalBytes() / 1048576.0),
                    memory.get(6));
            assertEquals(
                    plan.bytes().values().stream().mapToLong(Long::longValue).sum(), plan.totalBytes());
        }
    }

    @Test
    void memoryFollowsOptimizerAndPrecision() {
        try (Model model = digits().precision(Precision.FLOAT64)) {
            model.compile(Sgd.of(0.1), Losses.sparseCategoricalCrossEntropy());
            String text = model.summary();
            assertTrue(
                    text.contains("\nParameters: 101,770 (795.1 KiB as float64)\nMemory, parameters: 795.1 KiB\n"),
                    text);
            assertTrue(text.contains("\nMemory, optimizer state: 0 bytes\n"), text);
        }
    }

    @Test
    void noLineIsLongerThanTheWidth() {
        try (Model model = FunctionalModelTest.twoHeaded()) {
            for (int width = 40; width < 100; width++) {
                int limit = width;
                model.summary(width)
                        .lines()
                        .forEach(line -> assertTrue(line.length() <= limit, () -> limit + ": " + line));
            }
            assertEquals(
                    "expected a width of 40 or more but got 39",
                    assertThrows(IllegalArgumentException.class, () -> model.summary(39))
                            .getMessage());
        }
    }
}
