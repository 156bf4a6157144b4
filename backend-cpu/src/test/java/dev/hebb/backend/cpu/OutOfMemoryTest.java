package dev.hebb.backend.cpu;

import static dev.hebb.nn.Activations.tanh;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.backend.BackendException;
import dev.hebb.data.Dataset;
import dev.hebb.model.Model;
import dev.hebb.model.Sequential;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Losses;
import dev.hebb.optim.Adam;
import dev.hebb.train.Fit;
import dev.hebb.train.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Models that do not fit into the memory that a process may have; and what it can do afterwards. */
class OutOfMemoryTest {
    private static final int FEATURES = 500;

    @BeforeAll
    static void assumeBuilt() {
        Kernels.assumeBuilt();
    }

    /**
     * Prints the losses of a small model, what is said of the models UNITS:ROWS that do not fit and of a batch of few rows on each of them, how many bytes are
     * left of them, and the small model's losses again.
     */
    public static final class Program {
        private static final int FEW = 50;

        private Program() {}

        private static Model model(int units) {
            return Sequential.input(FEATURES)
                    .add(Dense.of(units, tanh()), Dense.of(units, tanh()), Dense.of(1))
                    .seed(1)
                    .backend(CpuProvider.NAME)
                    .compile(Adam.of(1e-3), Losses.meanSquaredError());
        }

        private static Dataset data(int rows) {
            float[][] x = new float[rows][FEATURES];
            float[] y = new float[rows];
            for (int row = 0; row < rows; row++) {
                x[row][row % FEATURES] = 1;
                y[row] = row % 3;
            }
            return Dataset.of(x, y);
        }

        private static void fit(String what, Model model, int rows) {
            try {
                History history = model.fit(data(rows), Fit.epochs(2).batchSize(rows));
                System.out.println(what + ": " + Arrays.toString(history.get("loss")));
            } catch (BackendException e) {
                System.out.println(what + ": " + e.getMessage());
            }
        }

        private static void fitSmall(String what) {
            try (Model small = model(20)) {
                fit(what, small, FEW);
            }
        }

        public static void main(String[] arguments) {
            fitSmall("first");
            long before = Pointer.totalBytes();
            for (String argument : arguments) {
                String[] sizes = argument.split(":", -1);
                try (Model large = model(Integer.parseInt(sizes[0]))) {
                    fit("large", large, Integer.parseInt(sizes[1]));
                    fit("few rows", large, FEW);
                }
            }
            System.out.println("left: " + (Pointer.totalBytes() - before));
            fitSmall("last");
        }
    }

    private static final String LOSSES = "\\[[0-9.]+, [0-9.]+]";
    private static final String REFUSED =
            "expected [0-9]+ bytes to be free for .* but they could not be allocated; use smaller batches or layers, or raise Java's -Xmx, .*";

    private static List<String> run(List<String> limits, String... sizes) throws Exception {
        List<String> options = new ArrayList<>(limits);
        options.add(
                "-Dorg.bytedeco.javacpp.maxretries=1"); // else it waits a second for the garbage collector each time
        options.add("-Dhebb.threads=2");
        List<String> lines = OwnProcess.output(
                        OwnProcess.start(List.of(), Program.class, options, OwnProcess.classPath(), sizes))
                .lines()
                .toList();
        assertEquals(3 + 2 * sizes.length, lines.size(), lines.toString());
        String losses = lines.get(0).substring("first: ".length());
        assertTrue(losses.matches(LOSSES), losses);
        assertEquals("last: " + losses, lines.get(lines.size() - 1));
        String left = lines.get(lines.size() - 2);
        assertTrue(Long.parseLong(left.substring("left: ".length())) <= 0, lines.toString());
        return lines.subList(1, lines.size() - 2);
    }

    @Test
    void layersAndBatchesThatDoNotFitAreRefusedAndNothingIsLeftOfThem() throws Exception {
        List<String> lines = run(List.of("-Xmx256m"), "4000:50", "1000:20000");
        assertTrue(lines.get(0).matches("large: " + REFUSED), lines.toString());
        assertTrue(lines.get(1).matches("few rows: " + REFUSED), lines.toString());
        assertTrue(lines.get(2).matches("large: " + REFUSED), lines.toString());
        assertTrue(lines.get(3).matches("few rows: " + LOSSES), "the model trains on: " + lines);
    }

    @Test
    void theHeapsLimitIsWhatToRaise() throws Exception {
        List<String> lines = run(List.of("-Xmx700m"), "4000:50");
        assertTrue(lines.get(0).matches("large: " + LOSSES), lines.toString());
    }

    /** Of the whole process, which JavaCPP looks at after each allocation: the first that goes beyond it is still made. */
    @Test
    void aProcessThatIsTooLargeIsRefusedMoreAndShrinksAgain() throws Exception {
        List<String> lines = run(
                List.of("-Dorg.bytedeco.javacpp.maxbytes=0", "-Dorg.bytedeco.javacpp.maxphysicalbytes=600m"),
                "1000:40000");
        assertTrue(lines.get(0).matches("large: " + REFUSED), lines.toString());
        assertTrue(lines.get(1).matches("few rows: " + LOSSES), lines.toString());
    }
}
