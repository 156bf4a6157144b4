package dev.hebb.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.TestRandom;
import dev.hebb.io.RecordCodec;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScalerTest {
    private static final double[][] COLUMNS = {
        {1, 2, 3, 4, 100}, {7, 7, 7, 7, 7}, {-1, 0, 0, 0, 1}, {0.1, 0.1, 0.1, 0.1, 0.2}
    };

    static Stream<Function<double[][], Scaler>> fits() {
        return Stream.of(StandardScaler::fit, MinMaxScaler::fit, RobustScaler::fit);
    }

    private static double[] row(double[][] columns, int row) {
        return Stream.of(columns).mapToDouble(column -> column[row]).toArray();
    }

    @ParameterizedTest
    @MethodSource("fits")
    void aConstantColumnBecomesZeroForAnyNumber(Function<double[][], Scaler> fit) {
        Scaler scaler = fit.apply(new double[][] {{0.1, 0.1, 0.1}, {1, 2, 3}});
        assertEquals(2, scaler.columns());
        for (double value : new double[] {0.1, 5, -5}) {
            double[] row = {value, 2};
            scaler.apply(row);
            assertEquals(0.0, row[0]);
        }
        double[] missing = {Double.NaN, 2};
        scaler.apply(missing);
        assertTrue(Double.isNaN(missing[0]));
    }

    @ParameterizedTest
    @MethodSource("fits")
    void restoreUndoesApply(Function<double[][], Scaler> fit) {
        Random random = TestRandom.of("restore");
        double[][] columns = new double[6][40];
        for (int c = 0; c < columns.length; c++) {
            double size = Math.pow(10, random.nextInt(9) - 4);
            for (int i = 0; i < columns[c].length; i++) {
                columns[c][i] = c == 0 ? size : size * random.nextGaussian();
            }
        }
        Scaler scaler = fit.apply(columns);
        for (int i = 0; i < columns[0].length; i++) {
            double[] want = row(columns, i);
            double[] got = want.clone();
            scaler.apply(got);
            scaler.restore(got);
            for (int c = 0; c < want.length; c++) {
                assertEquals(
                        want[c], got[c], 1e-12 * Math.max(Math.abs(want[c]), 1e5), TestRandom.describe("column " + c));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("fits")
    void rowsOfAnotherLengthAreRefused(Function<double[][], Scaler> fit) {
        Scaler scaler = fit.apply(COLUMNS);
        String message = assertThrows(DataException.class, () -> scaler.apply(new double[3]))
                .getMessage();
        assertTrue(message.contains("4 columns") && message.contains("got 3"), message);
        assertThrows(DataException.class, () -> scaler.restore(new double[5]));
    }

    @ParameterizedTest
    @MethodSource("fits")
    void missingAndInfiniteNumbersUnequalAndEmptyColumnsAreRefused(Function<double[][], Scaler> fit) {
        String nan = assertThrows(DataException.class, () -> fit.apply(new double[][] {{1, 2}, {3, Double.NaN}}))
                .getMessage();
        assertTrue(nan.contains("NaN in row 1 of column 1"), nan);
        assertThrows(DataException.class, () -> fit.apply(new double[][] {{Double.POSITIVE_INFINITY}}));
        assertThrows(DataException.class, () -> fit.apply(new double[][] {{1, 2}, {3}}));
        assertThrows(DataException.class, () -> fit.apply(new double[][] {{}}));
        assertThrows(DataException.class, () -> fit.apply(new double[][] {}));
    }

    @ParameterizedTest
    @MethodSource("fits")
    void oneRowIsConstant(Function<double[][], Scaler> fit) {
        double[] row = {3};
        fit.apply(new double[][] {{3}}).apply(row);
        assertEquals(0.0, row[0]);
    }

    @ParameterizedTest
    @MethodSource("fits")
    void savedScalersAreEqual(Function<double[][], Scaler> fit) {
        RecordCodec codec = RecordCodec.standard();
        Scaler scaler = fit.apply(COLUMNS);
        assertEquals(scaler, codec.decode(Scaler.class, codec.encode(Scaler.class, scaler)));
    }

    @Test
    void savedScalersWithoutColumnsAreEqual() {
        RecordCodec codec = RecordCodec.standard();
        for (Scaler scaler : List.of(new DivideScaler(255), new NoScaling())) {
            assertEquals(scaler, codec.decode(Scaler.class, codec.encode(Scaler.class, scaler)));
            assertEquals(0, scaler.columns());
        }
    }

    @Test
    void standardScalingGivesMeanZeroAndDeviationOneOfLargeNumbersToo() {
        double[] column = {1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16};
        StandardScaler scaler = StandardScaler.fit(column);
        assertEquals(1e9 + 10, scaler.mean().get(0));
        assertEquals(Math.sqrt(22.5), scaler.deviation().get(0), 1e-12);
    }

    @Test
    void minMaxScalingCoversZeroToOne() {
        MinMaxScaler scaler = MinMaxScaler.fit(new double[] {-2, 6, 0});
        double[] least = {-2};
        double[] greatest = {6};
        scaler.apply(least);
        scaler.apply(greatest);
        assertArrayEquals(new double[] {0, 1}, new double[] {least[0], greatest[0]});
    }

    @Test
    void equalQuartilesOfAColumnThatIsNotConstantOnlyShift() {
        double[] row = {5};
        RobustScaler.fit(new double[] {1, 1, 1, 1, 1, 1, 9}).apply(row);
        assertEquals(4.0, row[0]);
    }

    @Test
    void divisionDividesAndNoScalingLeaves() {
        double[] row = {255, -51, 0};
        new DivideScaler(255).apply(row);
        assertArrayEquals(new double[] {1, -0.2, 0}, row);
        new NoScaling().apply(row);
        new NoScaling().restore(row);
        assertArrayEquals(new double[] {1, -0.2, 0}, row);
        new DivideScaler(255).restore(row);
        assertArrayEquals(new double[] {255, -51, 0}, row, 1e-12);
        assertThrows(DataException.class, () -> new DivideScaler(0));
        assertThrows(DataException.class, () -> new DivideScaler(Double.NaN));
    }

    @Test
    void scalersThatAFileCannotMeanAreRefused() {
        assertThrows(DataException.class, () -> new StandardScaler(List.of(1.0), List.of()));
        assertThrows(DataException.class, () -> new MinMaxScaler(List.of(1.0), List.of(-1.0)));
        assertThrows(DataException.class, () -> new RobustScaler(List.of(Double.NaN), List.of(1.0)));
        assertThrows(DataException.class, () -> StandardScaler.fit(new double[] {-1e200, 1e200}));
        assertThrows(DataException.class, () -> MinMaxScaler.fit(new double[] {-1e308, 1e308}));
    }
}
