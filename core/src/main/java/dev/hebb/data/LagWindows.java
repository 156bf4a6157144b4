package dev.hebb.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Rows to learn from of series in the order of time: the latest numbers to tell a later one by. {@code LagWindows.of(12).horizon(1).dataset(series)}.
 *
 * <p>Neighbouring windows share numbers: hold out the last ones ({@link Split#ordered}, {@link Folds#ordered}), not some by chance, and leave
 * {@code lags + horizon - 1} rows between the two sides where none may share a number.
 *
 * @param lags how many times an input row holds, 1 or more
 * @param horizon how many times after the last of them the target lies, 1 or more
 * @param step how many times the window moves on from one row to the next, 1 or more
 */
public record LagWindows(int lags, int horizon, int step) {
    /** @throws DataException for numbers below 1 */
    public LagWindows {
        if (lags < 1 || horizon < 1 || step < 1) {
            throw new DataException("expected lags, a horizon and a step of 1 or more but got " + lags + ", " + horizon
                    + " and " + step);
        }
    }

    /** Windows of some times each that tell the next one. */
    public static LagWindows of(int lags) {
        return new LagWindows(lags, 1, 1);
    }

    public LagWindows horizon(int horizon) {
        return new LagWindows(lags, horizon, step);
    }

    public LagWindows step(int step) {
        return new LagWindows(lags, horizon, step);
    }

    /**
     * Windows of series.
     *
     * @param data inputs {@code [rows, lags * series]}, which reshape to {@code [rows, lags, series]}, and targets {@code [rows, series]}, in order
     * @param inputs the names of an input row's numbers: every series of the earliest time first, such as {@code price t-1}
     * @param targets such as {@code price t+1}
     * @param leftOut how many windows a missing number kept out
     */
    public record Windows(Dataset data, List<String> inputs, List<String> targets, int leftOut) {
        public Windows {
            inputs = List.copyOf(inputs);
            targets = List.copyOf(targets);
        }
    }

    /**
     * The windows of one or several series, each the target too; those that touch a NaN are left out.
     *
     * @param series one array per series, in the order of time
     * @throws DataException for no series, unequal lengths, infinity, and where no window is left
     */
    public Dataset dataset(double[]... series) {
        return windows(named(series)).data();
    }

    /**
     * The windows of columns of a table whose rows are in the order of time, each column the target too; those that touch a missing number are left out.
     *
     * @throws DataException for no columns, unknown ones and texts, and where no window is left
     */
    public Windows windows(Table table, List<String> columns) {
        Map<String, double[]> series = new LinkedHashMap<>();
        columns.forEach(column -> series.put(column, table.numeric(column)));
        return windows(series);
    }

    private Windows windows(Map<String, double[]> series) {
        int times = requireSeries(series);
        long span = (long) lags + horizon;
        List<double[]> x = new ArrayList<>();
        List<double[]> y = new ArrayList<>();
        int leftOut = 0;
        for (long next = 0; next <= times - span; next += step) {
            int from = (int) next;
            double[] input = window(series, from, lags);
            double[] target = window(series, from + lags + horizon - 1, 1);
            if (isComplete(input) && isComplete(target)) {
                x.add(input);
                y.add(target);
            } else {
                leftOut++;
            }
        }
        if (x.isEmpty()) {
            throw new DataException("expected " + span + " times or more without a missing number, for " + lags
                    + " lags and a horizon of " + horizon + ", but got " + times + " times and " + leftOut
                    + " windows that all miss one; take fewer lags or fill in the numbers");
        }
        Dataset data = Datasets.of(x.toArray(double[][]::new), y.toArray(double[][]::new));
        return new Windows(data, inputNames(series), targetNames(series), leftOut);
    }

    /**
     * The input row of the latest times, to tell what comes {@code horizon} times after them.
     *
     * @throws DataException for no series, unequal lengths, fewer times than lags, and a missing number among the latest
     */
    public double[] next(double[]... series) {
        Map<String, double[]> all = named(series);
        int times = requireSeries(all);
        if (times < lags) {
            throw new DataException("expected " + lags + " times or more but got " + times + "; take fewer lags");
        }
        double[] row = window(all, times - lags, lags);
        if (!isComplete(row)) {
            throw new DataException(
                    "expected a number at each of the latest " + lags + " times but one is missing;" + " fill it in");
        }
        return row;
    }

    private static Map<String, double[]> named(double[][] series) {
        Map<String, double[]> named = new LinkedHashMap<>();
        for (int i = 0; i < series.length; i++) {
            named.put("series " + i, series[i]);
        }
        return named;
    }

    private static int requireSeries(Map<String, double[]> series) {
        if (series.isEmpty()) {
            throw new DataException("expected one series or more but got none");
        }
        int times = series.values().iterator().next().length;
        series.forEach((name, numbers) -> {
            if (numbers.length != times) {
                throw new DataException("expected " + times + " times as in the first series but got " + numbers.length
                        + " in '" + name + "'");
            }
            for (int t = 0; t < times; t++) {
                if (Double.isInfinite(numbers[t])) {
                    throw new DataException("expected finite numbers in '" + name + "' but got " + numbers[t]
                            + " at time " + t + "; correct it, or make it NaN to leave it out");
                }
            }
        });
        return times;
    }

    private static double[] window(Map<String, double[]> series, int from, int times) {
        return IntStream.range(from, from + times)
                .boxed()
                .flatMapToDouble(t -> series.values().stream().mapToDouble(numbers -> numbers[t]))
                .toArray();
    }

    private static boolean isComplete(double[] window) {
        return Arrays.stream(window).noneMatch(Double::isNaN);
    }

    private List<String> inputNames(Map<String, double[]> series) {
        return IntStream.range(1 - lags, 1)
                .boxed()
                .flatMap(t -> series.keySet().stream().map(name -> name + " t" + (t == 0 ? "" : t)))
                .toList();
    }

    private List<String> targetNames(Map<String, double[]> series) {
        return series.keySet().stream().map(name -> name + " t+" + horizon).toList();
    }
}
