package dev.hebb.experiment.report;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What is predicted against what is true, and how far it is off, for a target. */
final class TargetPictures {
    /** Beyond this many targets there are no pictures of them, so that the report stays a file to send by mail. */
    static final int MOST_TARGETS = 6;

    private static final int MOST_POINTS = 2_000;
    private static final double MARGIN = 0.04;
    private static final int SQUARE = 520;
    private static final int NAME_LENGTH = 40;

    private TargetPictures() {}

    static String predictedFile(int target, int targets) {
        return file("predicted-actual", target, targets);
    }

    static String residualFile(int target, int targets) {
        return file("residuals", target, targets);
    }

    private static String file(String stem, int target, int targets) {
        return targets == 1 ? stem + ".png" : stem + "-" + (target + 1) + ".png";
    }

    static List<Drawing> of(TargetPredictions predictions) {
        List<Drawing> drawings = new ArrayList<>();
        int targets = predictions.targets().size();
        for (int i = 0; i < Math.min(targets, MOST_TARGETS); i++) {
            TargetValues values = shown(predictions.targets().get(i));
            if (values.rows() > 0) {
                drawings.add(new Drawing(
                        predictedFile(i, targets),
                        "Predicted against actual " + values.name(),
                        () -> predicted(values)));
                drawings.add(new Drawing(
                        residualFile(i, targets),
                        "Errors of " + values.name() + " by prediction",
                        () -> residuals(values)));
            }
        }
        return drawings;
    }

    /** Rows that can be drawn, evenly thinned out where there are many. */
    static TargetValues shown(TargetValues all) {
        double[] actual = all.actual();
        double[] predicted = all.predicted();
        int[] finite = IntStream.range(0, actual.length)
                .filter(i -> Double.isFinite(actual[i]) && Double.isFinite(predicted[i]))
                .toArray();
        int count = Math.min(finite.length, MOST_POINTS);
        int[] chosen = IntStream.range(0, count)
                .map(i -> finite[(int) ((long) i * finite.length / count)])
                .toArray();
        return new TargetValues(
                all.name(),
                Arrays.stream(chosen).mapToDouble(i -> actual[i]).toArray(),
                Arrays.stream(chosen).mapToDouble(i -> predicted[i]).toArray());
    }

    private static Color pointColor(int rows) {
        Color color = ChartStyle.color(0);
        int alpha = rows > MOST_POINTS / 2 ? 70 : rows > MOST_POINTS / 10 ? 110 : 170;
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
    }

    private static BufferedImage predicted(TargetValues values) {
        String name = FigureText.cut(values.name(), NAME_LENGTH);
        XYChart chart = ChartStyle.chart(SQUARE, SQUARE, "Actual " + name, "Predicted " + name);
        double[] x = values.actual();
        double[] y = values.predicted();
        double[] range = range(x, y);
        ChartStyle.guide(chart, "perfect prediction", range, range);
        ChartStyle.points(chart, "held-out rows", x, y, pointColor(x.length), SeriesMarkers.CIRCLE);
        chart.getStyler().setXAxisMin(range[0]).setXAxisMax(range[1]);
        chart.getStyler().setYAxisMin(range[0]).setYAxisMax(range[1]);
        return finished(chart);
    }

    private static BufferedImage residuals(TargetValues values) {
        String name = FigureText.cut(values.name(), NAME_LENGTH);
        XYChart chart = ChartStyle.chart(
                ChartStyle.WIDTH, ChartStyle.HEIGHT, "Predicted " + name, "Error (predicted - actual)");
        double[] x = values.predicted();
        double[] y = values.residuals();
        double[] across = range(x);
        double[] up = range(y, new double[] {0});
        ChartStyle.guide(chart, "no error", across, new double[] {0, 0});
        ChartStyle.points(chart, "held-out rows", x, y, pointColor(x.length), SeriesMarkers.CIRCLE);
        chart.getStyler().setXAxisMin(across[0]).setXAxisMax(across[1]);
        chart.getStyler().setYAxisMin(up[0]).setYAxisMax(up[1]);
        return finished(chart);
    }

    private static BufferedImage finished(XYChart chart) {
        chart.getStyler().setxAxisTickLabelsFormattingFunction(FigureText::tick);
        chart.getStyler().setyAxisTickLabelsFormattingFunction(FigureText::tick);
        return ChartStyle.image(chart);
    }

    /** From the least to the greatest number, with a margin. */
    private static double[] range(double[]... numbers) {
        double low =
                Arrays.stream(numbers).flatMapToDouble(Arrays::stream).min().orElse(0);
        double high =
                Arrays.stream(numbers).flatMapToDouble(Arrays::stream).max().orElse(1);
        double margin = high > low ? MARGIN * (high - low) : Math.max(1, Math.abs(high)) * MARGIN;
        return new double[] {low - margin, high + margin};
    }
}
