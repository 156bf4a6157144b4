package dev.hebb.experiment.report;

import dev.hebb.train.History;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How loss and first metric went from epoch to epoch. */
final class LearningCurve {
    static final String FILE = "learning-curve.png";
    static final String VALIDATION = "val_";

    /** Up to this many epochs are numbered one by one; XChart would put ticks between them. */
    private static final int FEW_EPOCHS = 10;

    private static final int PANEL = 300;
    private static final int TICK_SPACING = 70;
    private static final double LOGARITHMIC_FROM = 100;
    private static final double MARGIN = 0.05;

    private LearningCurve() {}

    /** None where no epoch has a finite figure. */
    static Optional<Drawing> of(History history) {
        List<String> figures = figures(history).stream()
                .filter(name -> Arrays.stream(history.get(name)).anyMatch(Double::isFinite))
                .toList();
        return figures.isEmpty()
                ? Optional.empty()
                : Optional.of(new Drawing(
                        FILE,
                        "Learning curve: " + String.join(" and ", figures) + " by epoch",
                        () -> draw(history, figures)));
    }

    /** The loss, and the first metric. */
    private static List<String> figures(History history) {
        List<String> names = history.names().stream()
                .filter(name -> !name.startsWith(VALIDATION))
                .toList();
        List<String> shown = new ArrayList<>();
        names.stream().filter(ScoreText.LOSS::equals).findFirst().ifPresent(shown::add);
        names.stream()
                .filter(name -> !name.endsWith(ScoreText.LOSS))
                .findFirst()
                .ifPresent(shown::add);
        return shown;
    }

    /** The epoch, from 0, whose model is the best: by validation loss, or by loss where nothing is validated; empty where no loss is finite. */
    static OptionalInt best(History history) {
        String figure =
                history.names().contains(VALIDATION + ScoreText.LOSS) ? VALIDATION + ScoreText.LOSS : ScoreText.LOSS;
        if (!history.names().contains(figure)) {
            return OptionalInt.empty();
        }
        double[] values = history.get(figure);
        return IntStream.range(0, values.length)
                .filter(i -> Double.isFinite(values[i]))
                .reduce((a, b) -> values[b] < values[a] ? b : a);
    }

    private static BufferedImage draw(History history, List<String> figures) {
        return ChartStyle.stacked(
                figures.stream().map(figure -> panel(history, figure)).toList());
    }

    private static XYChart panel(History history, String figure) {
        XYChart chart = ChartStyle.chart(
                ChartStyle.WIDTH, PANEL, "Epoch", ScoreText.of(figure).label());
        double[] epochs = IntStream.rangeClosed(1, history.epochs().size())
                .asDoubleStream()
                .toArray();
        double[] train = finite(history.get(figure));
        ChartStyle.line(chart, "training rows", epochs, train, 0, false);
        double[] shown = train;
        if (history.names().contains(VALIDATION + figure)) {
            shown = finite(history.get(VALIDATION + figure));
            if (Arrays.stream(shown).anyMatch(Double::isFinite)) {
                ChartStyle.line(chart, "validation rows", epochs, shown, 1, true);
            }
        }
        markBest(chart, history, shown);
        scale(
                chart,
                figure,
                DoubleStream.concat(Arrays.stream(train), Arrays.stream(shown))
                        .filter(Double::isFinite)
                        .toArray());
        int last = epochs.length;
        chart.getStyler().setXAxisTickMarkSpacingHint(TICK_SPACING);
        chart.getStyler()
                .setXAxisMin(last == 1 || last > FEW_EPOCHS ? 0.0 : 1.0)
                .setXAxisMax(last == 1 ? 2.0 : last);
        if (last <= FEW_EPOCHS) {
            chart.getStyler().setxAxisTickLabelsFormattingFunction(LearningCurve::whole);
        } else {
            chart.getStyler().setXAxisDecimalPattern("#,##0");
            ChartStyle.breakEqualSpacing(
                    chart,
                    1.5,
                    Arrays.stream(train).filter(Double::isFinite).findFirst().orElse(1));
        }
        return chart;
    }

    private static String whole(double epoch) {
        return epoch == Math.rint(epoch) ? FigureText.count((long) epoch) : "";
    }

    private static double[] finite(double[] values) {
        return Arrays.stream(values)
                .map(x -> Double.isFinite(x) ? x : Double.NaN)
                .toArray();
    }

    private static void markBest(XYChart chart, History history, double[] values) {
        OptionalInt best = best(history);
        if (best.isEmpty() || Double.isNaN(values[best.getAsInt()])) {
            return;
        }
        int epoch = best.getAsInt();
        ChartStyle.points(
                chart,
                "best epoch: " + (epoch + 1),
                new double[] {epoch + 1},
                new double[] {values[epoch]},
                ChartStyle.INK,
                SeriesMarkers.DIAMOND);
    }

    private static void scale(XYChart chart, String figure, double[] values) {
        double low = Arrays.stream(values).min().orElse(0);
        double high = Arrays.stream(values).max().orElse(1);
        if (figure.equals(ScoreText.LOSS) && low > 0 && high / low > LOGARITHMIC_FROM) {
            chart.getStyler().setYAxisLogarithmic(true);
            return;
        }
        double margin = high > low ? MARGIN * (high - low) : Math.max(MARGIN, Math.abs(high) * MARGIN);
        chart.getStyler().setYAxisMin(low - margin).setYAxisMax(high + margin);
        chart.getStyler().setyAxisTickLabelsFormattingFunction(FigureText::tick);
    }
}
