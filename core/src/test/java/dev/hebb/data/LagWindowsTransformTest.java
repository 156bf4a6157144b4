package dev.hebb.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LagWindowsTransformTest {
    private static double[] all(Dataset.Column column, int rows) {
        double[] numbers = new double[rows * (int) column.rowShape().size()];
        column.gather(Order.ascending(rows), 0, rows, numbers);
        return numbers;
    }

    private static void assertWindows(Dataset data, double[] inputs, double[] targets) {
        assertArrayEquals(inputs, all(data.inputs().get(0), data.rows()));
        assertArrayEquals(targets, all(data.targets().get(0), data.rows()));
    }

    @Test
    void everyWindowTellsTheNextNumber() {
        assertWindows(
                LagWindows.of(2).dataset(new double[] {1, 2, 3, 4, 5}),
                new double[] {1, 2, 2, 3, 3, 4},
                new double[] {3, 4, 5});
    }

    @Test
    void horizonAndStepMoveTheTargetAndTheWindow() {
        assertWindows(
                LagWindows.of(2).horizon(2).step(2).dataset(new double[] {1, 2, 3, 4, 5, 6}),
                new double[] {1, 2, 3, 4},
                new double[] {4, 6});
        assertEquals(
                1,
                LagWindows.of(1)
                        .step(Integer.MAX_VALUE)
                        .dataset(new double[] {1, 2, 3})
                        .rows());
    }

    @Test
    void columnsOfATableStandByTimeAndWindowsThatTouchAMissingNumberAreCounted() {
        Table table = Table.ofRows(6)
                .with("a", new double[] {1, 2, 3, 4, 5, 6})
                .with("b", new double[] {10, 20, 30, 40, Double.NaN, 60});
        LagWindows.Windows windows = LagWindows.of(2).windows(table, List.of("a", "b"));
        assertWindows(windows.data(), new double[] {1, 10, 2, 20, 2, 20, 3, 30}, new double[] {3, 30, 4, 40});
        assertEquals(2, windows.leftOut());
        assertEquals(List.of("a t-1", "b t-1", "a t", "b t"), windows.inputs());
        assertEquals(List.of("a t+1", "b t+1"), windows.targets());
    }

    @Test
    void theLatestNumbersTellWhatComesNext() {
        LagWindows windows = LagWindows.of(2);
        assertArrayEquals(new double[] {2, 20, 3, 30}, windows.next(new double[] {1, 2, 3}, new double[] {10, 20, 30}));
        assertThrows(DataException.class, () -> windows.next(new double[] {1}));
        assertThrows(DataException.class, () -> windows.next(new double[] {1, Double.NaN}));
    }

    @Test
    void seriesThatGiveNoWindowAreRefused() {
        String message = assertThrows(
                        DataException.class, () -> LagWindows.of(2).dataset(new double[] {1, 2}))
                .getMessage();
        assertTrue(message.startsWith("expected 3 times or more"), message);
        assertThrows(DataException.class, () -> LagWindows.of(1).dataset(new double[] {1, Double.NaN, 3}));
        assertThrows(DataException.class, () -> LagWindows.of(1).dataset(new double[3], new double[4]));
        assertThrows(
                DataException.class,
                () -> LagWindows.of(1).dataset(new double[] {1, Double.POSITIVE_INFINITY, 3, 4, 5}));
        assertThrows(DataException.class, () -> LagWindows.of(1).dataset());
        assertThrows(DataException.class, () -> LagWindows.of(0));
        assertThrows(DataException.class, () -> LagWindows.of(1).horizon(0));
        assertThrows(DataException.class, () -> LagWindows.of(1).step(0));
        assertThrows(DataException.class, () -> LagWindows.of(Integer.MAX_VALUE).dataset(new double[] {1, 2, 3}));
    }
}
