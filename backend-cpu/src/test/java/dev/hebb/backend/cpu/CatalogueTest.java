package dev.hebb.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.compile.Region;
import dev.hebb.compile.Region.Step;
import dev.hebb.compile.RegionOracle;
import dev.hebb.graph.Rounding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Every printed kernel against double precision, for both instruction sets.
 *
 * <p>A tensor may be off by {@link #FACTOR} times as far as random errors of {@link #ULPS} units in the last place of everything that is computed move it, and,
 * where there are sums, by the bound of a running sum in four lanes: half a unit of the largest element per term of a lane.
 */
class CatalogueTest {
    private static final double ULPS = 8;
    private static final double FACTOR = 12;
    private static final int DRAWS = 2;
    private static final int LANES = 4;

    private static final double[] CONSTANTS = {0.75, 1.5, 0.125, 1};

    /** Rows and columns that every kernel computes. */
    private static final int[][] ALWAYS = {{7, 31}, {31, 7}, {65, 10}};

    /** Of these every kernel computes one, in turn. */
    private static final int[][] IN_TURN = {
        {1, 1}, {1, 7}, {1, 10}, {1, 31}, {1, 512}, {1, 1025}, {7, 1}, {7, 7}, {7, 10}, {7, 512}, {31, 1}, {31, 10},
        {31, 31}, {64, 1}, {64, 7}, {64, 10}, {64, 31}, {3, 1025}, {1023, 1}, {200, 7}
    };

    private static final int[] FLAT_IN_TURN = {1, 7, 31, 64, 512, 1023, 1025, 4096, 4099};
    private static final float DENORMAL = 1e-41f;
    private static final float[] SPECIAL = {
        Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0f, -0f, DENORMAL, -DENORMAL, 1f, -1f
    };

    @AfterEach
    void useBest() {
        Kernels.baselineOnly(false);
    }

    private static List<Region> regions(int number, String text) {
        List<Region> regions = new ArrayList<>();
        if (text.startsWith("flat ")) {
            regions.add(RegionText.parse(text, 1, 333, CONSTANTS));
            regions.add(RegionText.parse(text, 1, FLAT_IN_TURN[number % FLAT_IN_TURN.length], CONSTANTS));
            return regions;
        }
        for (int[] extents : ALWAYS) {
            regions.add(RegionText.parse(text, extents[0], extents[1], CONSTANTS));
        }
        int[] extents = IN_TURN[number % IN_TURN.length];
        regions.add(RegionText.parse(text, extents[0], extents[1], CONSTANTS));
        return regions;
    }

    /** Numbers of both signs, or positive ones as logarithms want them. */
    private static List<float[]> inputs(Region region, boolean positive, Random random) {
        return region.inputs().stream()
                .map(space -> {
                    float[] numbers = new float[(int) region.size(space)];
                    for (int i = 0; i < numbers.length; i++) {
                        numbers[i] = positive ? 0.1f + random.nextFloat() : 3 * (2 * random.nextFloat() - 1);
                    }
                    return numbers;
                })
                .toList();
    }

    private static List<float[]> special(Region region, Random random) {
        List<float[]> inputs = inputs(region, random.nextBoolean(), random);
        for (float[] numbers : inputs) {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = random.nextInt(4) == 0 ? SPECIAL[random.nextInt(SPECIAL.length)] : numbers[i];
            }
        }
        return inputs;
    }

    private static List<double[]> oracle(Region region, List<float[]> inputs, Rounding rounding) {
        return RegionOracle.evaluate(
                region,
                inputs.stream()
                        .map(input -> IntStream.range(0, input.length)
                                .mapToDouble(i -> held(input[i]))
                                .toArray())
                        .toList(),
                rounding,
                CatalogueTest::overflows);
    }

    /** As float32 has it where denormal numbers are 0. */
    private static double held(double x) {
        return Math.abs(x) < Float.MIN_NORMAL ? Math.copySign(0, x) : x;
    }

    private static double overflows(double x) {
        return Double.isInfinite((float) x) ? (float) x : held(x);
    }

    private static double[] allowed(Region region, List<float[]> inputs, List<double[]> wanted) {
        double[] allowed = new double[wanted.size()];
        for (int draw = 0; draw < DRAWS; draw++) {
            List<double[]> moved = oracle(region, inputs, Rounding.of(ULPS * Math.ulp(1f), new Random(draw)));
            for (int o = 0; o < allowed.length; o++) {
                for (int e = 0; e < wanted.get(o).length; e++) {
                    double error = Math.abs(moved.get(o)[e] - wanted.get(o)[e]);
                    allowed[o] = Double.isFinite(error) ? Math.max(allowed[o], error) : allowed[o];
                }
            }
        }
        for (int o = 0; o < allowed.length; o++) {
            double largest = Arrays.stream(wanted.get(o))
                    .map(Math::abs)
                    .filter(Double::isFinite)
                    .max()
                    .orElse(0);
            allowed[o] = FACTOR * allowed[o] + sumError(region) * largest + Float.MIN_NORMAL;
        }
        return allowed;
    }

    private static double sumError(Region region) {
        boolean hasSums = region.steps().stream().anyMatch(Step.Reduce.class::isInstance);
        long terms = Math.max(region.rows(), region.columns());
        return hasSums ? Math.ulp(1f) / 2 * (1 + terms / (double) LANES) : 0;
    }

    private static void check(Region region, int number, List<float[]> inputs) {
        List<double[]> wanted = oracle(region, inputs, Rounding.NONE);
        double[] allowed = allowed(region, inputs, wanted);
        for (Isa isa : Isa.values()) {
            // A processor without it runs the best that it has.
            Native.useIsa(isa.ordinal());
            compare(region, Native.kernel(number), inputs, wanted, allowed);
        }
    }

    /** What a kernel computes apart from its inputs, on top of them, and shifted in memory. */
    private static void compare(
            Region region, long kernel, List<float[]> inputs, List<double[]> wanted, double[] allowed) {
        List<float[]> apart = run(region, kernel, inputs, false, 0);
        for (int o = 0; o < wanted.size(); o++) {
            for (int e = 0; e < wanted.get(o).length; e++) {
                double want = wanted.get(o)[e];
                double got = apart.get(o)[e];
                boolean same =
                        Double.isNaN(want) ? Double.isNaN(got) : want == got || Math.abs(want - got) <= allowed[o];
                if (!same) {
                    throw new AssertionError("expected " + want + " within " + allowed[o] + " but got " + got
                            + " for element " + e + " of output " + o + " of " + region);
                }
            }
        }
        List<float[]> inPlace = run(region, kernel, inputs, true, 0);
        List<float[]> shifted = run(region, kernel, inputs, false, 3);
        for (int o = 0; o < wanted.size(); o++) {
            assertArrayEquals(apart.get(o), inPlace.get(o), () -> "in place: " + region);
            assertArrayEquals(apart.get(o), shifted.get(o), () -> "unaligned: " + region);
        }
    }

    private static List<float[]> run(Region region, long kernel, List<float[]> inputs, boolean inPlace, int shift) {
        try (KernelCall call = new KernelCall(region, kernel, inputs, inPlace, shift)) {
            List<float[]> results = call.run(shift);
            assertTrue(call.isIntact(), () -> "wrote outside of a tensor: " + region);
            return results;
        }
    }

    @Test
    void everyKernelComputesWhatItsRegionSays() {
        Kernels.baselineOnly(true);
        List<String> texts = Catalogue.load().texts();
        for (int number = 0; number < texts.size(); number++) {
            Random random = new Random(number);
            for (Region region : regions(number, texts.get(number))) {
                check(region, number, inputs(region, random.nextBoolean(), random));
            }
        }
    }

    @Test
    void everyKernelTreatsNanInfinityAndZeroAsItsRegionSays() {
        Kernels.baselineOnly(true);
        List<String> texts = Catalogue.load().texts();
        for (int number = 0; number < texts.size(); number++) {
            Random random = new Random(number);
            Region region = texts.get(number).startsWith("flat ")
                    ? RegionText.parse(texts.get(number), 1, 77, CONSTANTS)
                    : RegionText.parse(texts.get(number), 9, 1 + number % 40, CONSTANTS);
            check(region, number, special(region, random));
        }
    }

    @Test
    void aRegionIsFoundByItsTextWhateverItsExtentsAndConstants() {
        Kernels.assumeBuilt();
        Catalogue catalogue = Catalogue.load();
        assertTrue(catalogue.texts().size() > 100, catalogue.texts().toString());
        for (int number = 0; number < catalogue.texts().size(); number++) {
            String text = catalogue.texts().get(number);
            long rows = text.startsWith("flat ") ? 1 : 5;
            assertEquals(OptionalInt.of(number), catalogue.find(RegionText.parse(text, rows, 6, number)));
        }
        Region other = RegionText.parse("flat x0 matrix: v1 = cos x0; v2 = exp v1; -> v2", 1, 6);
        assertEquals(OptionalInt.empty(), catalogue.find(other));
    }

    @Test
    void anotherListHasAnotherHash() {
        Catalogue catalogue = new Catalogue(List.of("a", "b"));
        assertTrue(catalogue.hash() != new Catalogue(List.of("b", "a")).hash());
        assertTrue(catalogue.hash() != new Catalogue(List.of("a", "b", "c")).hash());
        assertEquals(catalogue.hash(), new Catalogue(List.of("a", "b")).hash());
    }
}
