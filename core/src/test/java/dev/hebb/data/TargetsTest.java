package dev.hebb.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetsTest {
    private static final Table DAYS = Table.ofRows(4)
            .with("sky", new String[] {"sun", "rain", "snow", "sun"})
            .with("warm", new double[] {20, 10, -6, 24})
            .with("wind", new double[] {1, 2, 3, 6});

    private static String refused(Runnable use) {
        return assertThrows(DataException.class, use::run).getMessage();
    }

    @Test
    void labelsRenameAndMergeClassesAndNewNamesStandForThemselves() {
        Targets targets = Targets.classes(DAYS, "sky", Map.of("sun", "Clear", "rain", "Wet", "snow", "Wet"));
        assertEquals(List.of("Clear", "Wet"), targets.classes());
        assertArrayEquals(new int[] {0, 1, 1, 0}, targets.classNumbers(DAYS));
        assertArrayEquals(new int[] {1, 0}, targets.classNumbers(Table.ofRows(2).with("sky", new String[] {"Wet", "sun"
        })));
        assertEquals(2, targets.outputs());
        assertEquals(List.of(1.0, 1.0), targets.units());
    }

    @Test
    void aClassThatTrainingDidNotHaveIsRefusedWithItsPlace() {
        Targets targets = Targets.classes(DAYS, "sky");
        String said = refused(() -> targets.classNumbers(Table.ofRows(2).with("sky", new String[] {"sun", "fog"})));
        assertTrue(said.contains("[rain, snow, sun]") && said.contains("'fog'") && said.contains("row 1"), said);
    }

    @Test
    void rowsWithoutATargetAndSingleClassesAndConstantNumbersAreRefused() {
        Table gaps = Table.ofRows(2)
                .with("sky", new String[] {"sun", ""})
                .with("one", new String[] {"sun", "sun"})
                .with("warm", new double[] {1, Double.NaN})
                .with("same", new double[] {7, 7});
        assertTrue(refused(() -> Targets.classes(gaps, "sky")).contains("has none in row 1"));
        assertTrue(refused(() -> Targets.classes(gaps, "one")).contains("only 'sun' in all 2 rows"));
        assertTrue(refused(() -> Targets.numbers(gaps, List.of("warm"), Scaling.NONE))
                .contains("has none in row 1"));
        assertTrue(refused(() -> Targets.numbers(gaps, List.of("same"), Scaling.STANDARD))
                .contains("got 7 in all 2 rows"));
        assertTrue(refused(() -> Targets.numbers(gaps, List.of("one"), Scaling.NONE))
                .contains("task: classification"));
    }

    @Test
    void numbersAreScaledForTrainingAndComeBackInTheirUnits() {
        Targets targets = Targets.numbers(DAYS, List.of("warm", "wind"), Scaling.STANDARD);
        Dataset rows = targets.dataset(new double[4][3], DAYS);
        double[] scaled = new double[8];
        rows.targets().get(0).gather(Order.ascending(4), 0, 4, scaled);
        double mean = 12;
        double deviation = Math.sqrt((64 + 4 + 324 + 144) / 4.0);
        assertEquals((20 - mean) / deviation, scaled[0], 1e-12);
        assertEquals(deviation, targets.units().get(0), 1e-12);
        double[] first = {scaled[0], scaled[1]};
        targets.restore(first);
        assertArrayEquals(new double[] {20, 1}, first, 1e-12);
    }

    @Test
    void numbersWithoutScalingStayAsTheyAre() {
        Targets targets = Targets.numbers(DAYS, List.of("wind"), Scaling.NONE);
        assertFalse(targets.scaler().isPresent());
        assertEquals(List.of(1.0), targets.units());
        assertArrayEquals(new double[][] {{1}, {2}, {3}, {6}}, targets.numbers(DAYS));
    }

    @Test
    void severalColumnsOfClassesAreRefused() {
        assertTrue(refused(() -> new Targets(List.of("a", "b"), List.of("x", "y"), Map.of(), Optional.empty()))
                .contains("one column of classes"));
    }
}
