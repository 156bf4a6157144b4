package dev.hebb.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.backend.Backend;
import dev.hebb.backend.BackendException;
import dev.hebb.shape.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TuningTest {
    private static final MatrixLibraries.Problem SMALL = new MatrixLibraries.Problem(8, 10, 16, false, true);
    private static final MatrixLibraries.Problem LARGE = new MatrixLibraries.Problem(128, 96, 784, true, false);
    private static final String SMALL_KEY = "product float32 8x10x16 NT";

    /** A measurement that is counted and always ends with the last candidate. */
    private static final class Counted implements Tuning.Measure {
        private final List<String> asked = new ArrayList<>();

        @Override
        public MatrixLibrary fastest(MatrixLibraries.Problem problem, List<MatrixLibrary> candidates) {
            asked.add(problem.m() + " " + candidates);
            return candidates.get(candidates.size() - 1);
        }
    }

    private final Counted counted = new Counted();

    private Tuning measured(boolean hasOneDnn) {
        return new Tuning(() -> hasOneDnn, Optional.of(counted));
    }

    private static Tuning rules(boolean hasOneDnn) {
        return new Tuning(() -> hasOneDnn, Optional.empty());
    }

    @Test
    void aProductIsMeasuredOnceAndOnlyOnLibrariesThatAreThere() {
        Tuning tuning = measured(true);
        Tuning without = measured(false);
        for (int i = 0; i < 3; i++) {
            assertEquals(Optional.of(MatrixLibrary.ONEDNN), tuning.choice(DataType.FLOAT32, SMALL));
            assertEquals(Optional.of(MatrixLibrary.ONEDNN), tuning.choice(DataType.FLOAT32, LARGE));
            assertEquals(Optional.of(MatrixLibrary.LOOP), without.choice(DataType.FLOAT32, SMALL));
            assertEquals(Optional.of(MatrixLibrary.OPENBLAS), without.choice(DataType.FLOAT32, LARGE));
        }
        assertEquals(
                List.of("8 [OPENBLAS, LOOP, ONEDNN]", "128 [OPENBLAS, ONEDNN]", "8 [OPENBLAS, LOOP]", "128 [OPENBLAS]"),
                counted.asked);
        assertEquals(Map.of(SMALL_KEY, "onednn", "product float32 128x96x784 TN", "onednn"), tuning.choices());
    }

    @Test
    void doublesAndEmptyAndHugeProductsAreLeftToTheRules() {
        Tuning tuning = measured(true);
        MatrixLibraries libraries = new MatrixLibraries(() -> true, true, tuning);
        assertEquals(MatrixLibrary.OPENBLAS, libraries.choose(DataType.FLOAT64, LARGE));
        assertEquals(
                MatrixLibrary.LOOP,
                libraries.choose(DataType.FLOAT32, new MatrixLibraries.Problem(8, 8, 0, false, false)));
        for (MatrixLibraries.Problem huge : List.of(
                new MatrixLibraries.Problem(2048, 2048, 2048, false, false),
                new MatrixLibraries.Problem(1, 20_000, 20_000, false, false))) {
            assertEquals(MatrixLibrary.ONEDNN, libraries.choose(DataType.FLOAT32, huge));
        }
        assertEquals(List.of(), counted.asked);
        assertEquals(Map.of(), tuning.choices());
    }

    @Test
    void withoutMeasurementTheRulesDecideAndNothingIsStored() {
        Tuning tuning = rules(true);
        MatrixLibraries libraries = new MatrixLibraries(() -> true, true, tuning);
        assertEquals(MatrixLibrary.OPENBLAS, libraries.choose(DataType.FLOAT32, SMALL));
        assertEquals(MatrixLibrary.ONEDNN, libraries.choose(DataType.FLOAT32, LARGE));
        assertEquals(Map.of(), tuning.choices());
    }

    @Test
    void savedChoicesGoBeforeRulesAndMeasurement() {
        for (Tuning tuning : List.of(rules(true), measured(true))) {
            MatrixLibraries libraries = new MatrixLibraries(() -> true, true, tuning);
            tuning.take(Map.of(SMALL_KEY, "loop"));
            assertEquals(MatrixLibrary.LOOP, libraries.choose(DataType.FLOAT32, SMALL));
            assertEquals(Map.of(SMALL_KEY, "loop"), tuning.choices());
            MatrixLibraries.Problem turned = new MatrixLibraries.Problem(8, 10, 16, false, false);
            assertEquals(Optional.empty(), rules(true).choice(DataType.FLOAT32, turned));
        }
        assertEquals(List.of(), counted.asked);
    }

    @Test
    void choicesOfOthersArePassedOver() {
        Tuning tuning = rules(true);
        tuning.take(Map.of(
                SMALL_KEY,
                "cublas",
                "product float16 8x10x16 NT",
                "loop",
                "product float32 8x10 NT",
                "loop",
                "convolution",
                "winograd",
                "",
                ""));
        assertEquals(Map.of(), tuning.choices());
    }

    /** Asks twice for a product that is oneDNN's by a saved choice, where oneDNN is not there. */
    public static final class WithoutOneDnn {
        private WithoutOneDnn() {}

        public static void main(String[] arguments) {
            Tuning tuning = rules(false);
            tuning.take(Map.of(SMALL_KEY, "onednn"));
            MatrixLibraries libraries = new MatrixLibraries(() -> false, true, tuning);
            System.out.println(libraries.choose(DataType.FLOAT32, SMALL));
            System.out.println(libraries.choose(DataType.FLOAT32, SMALL));
            System.out.println(tuning.choices());
        }
    }

    @Test
    void aSavedOneDnnThatIsNotThereFallsBackToTheRulesWithOneWarning() throws Exception {
        List<String> lines = OwnProcess.run(WithoutOneDnn.class).lines().toList();
        assertEquals(4, lines.size(), lines::toString);
        assertTrue(
                lines.get(0).contains("WARN")
                        && lines.get(0)
                                .contains("expected oneDNN, which the model was tuned to use for " + SMALL_KEY
                                        + ", but got a class path without it: the rules choose"),
                lines.get(0));
        assertEquals(List.of("OPENBLAS", "OPENBLAS", "{" + SMALL_KEY + "=onednn}"), lines.subList(1, 4));
    }

    private static void withProperty(String value, Runnable body) {
        String before = System.setProperty(Tuning.PROPERTY, value);
        try {
            body.run();
        } finally {
            if (before == null) {
                System.clearProperty(Tuning.PROPERTY);
            } else {
                System.setProperty(Tuning.PROPERTY, before);
            }
        }
    }

    @Test
    void theSettingIsRulesOrMeasured() {
        withProperty("measured", () -> assertTrue(Tuning.isMeasured()));
        withProperty("rules", () -> assertTrue(!Tuning.isMeasured()));
        for (String wrong : List.of("fast", "", "Measured")) {
            withProperty(wrong, () -> {
                String message =
                        assertThrows(BackendException.class, Tuning::isMeasured).getMessage();
                assertEquals(
                        "expected rules or measured but got '" + wrong
                                + "' in the system property hebb.autotune; leave it out for rules",
                        message);
            });
        }
    }

    @Test
    void aBackendIsNotOpenedWithAWrongSetting() {
        Kernels.assumeBuilt();
        withProperty("fast", () -> assertThrows(BackendException.class, () -> new CpuProvider().open()));
    }

    @Test
    void theFastestOfProductsOfAllKindsIsACandidate() {
        Kernels.assumeBuilt();
        try (Backend backend = new CpuProvider().open()) {
            List<MatrixLibrary> there = new ArrayList<>(List.of(MatrixLibrary.LOOP, MatrixLibrary.OPENBLAS));
            if (OneDnn.isThere()) {
                there.add(MatrixLibrary.ONEDNN);
            }
            for (MatrixLibraries.Problem problem : List.of(
                    SMALL,
                    LARGE,
                    new MatrixLibraries.Problem(1, 1, 1, false, false),
                    new MatrixLibraries.Problem(16, 16, 600, true, true),
                    new MatrixLibraries.Problem(64, 7, 3, true, false))) {
                assertTrue(there.contains(ProductTimes.fastest(problem, there)), backend::device);
                for (MatrixLibrary only : there) {
                    assertEquals(only, ProductTimes.fastest(problem, List.of(only)));
                }
            }
        }
    }

    /** A loop over many multiplications is far slower than a library, so a measurement that is worth its name never takes it. */
    @Test
    void theLoopNeverWinsALargeProduct() {
        Kernels.assumeBuilt();
        try (Backend backend = new CpuProvider().open()) {
            assertEquals(
                    MatrixLibrary.OPENBLAS,
                    ProductTimes.fastest(
                            new MatrixLibraries.Problem(128, 128, 256, false, false),
                            List.of(MatrixLibrary.LOOP, MatrixLibrary.OPENBLAS)),
                    backend::device);
        }
    }
}
