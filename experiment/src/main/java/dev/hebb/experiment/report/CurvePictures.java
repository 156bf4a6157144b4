package dev.hebb.experiment.report;

import dev.hebb.metric.ClassificationScores;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler;

/** ROC and precision-recall curves: one class against all others. */
final class CurvePictures {
    static final String ROC = "roc-curve.png";
    static final String PRECISION_RECALL = "precision-recall-curve.png";

    /** Of more classes only the easiest and the hardest ones are drawn. */
    private static final int MOST_CURVES = 10;

    private static final int EXTREMES = 3;
    private static final int SQUARE = 540;
    private static final int LEGEND_LINE = 25;
    private static final int NAME_LENGTH = 22;

    private CurvePictures() {}

    /** A curve and what the legend calls it. */
    private record Named(String name, Curve curve) {}

    /** Whether only some of the classes are drawn. */
    static boolean isSelection(ClassPredictions classes) {
        return drawn(classes).size() > MOST_CURVES;
    }

    /** None where no class can be told apart, because all held-out rows are of one, or a probability is no number. */
    static List<Drawing> of(ClassPredictions classes) {
        Optional<ClassificationScores> scores = classes.scores();
        return scores.isEmpty() || drawn(classes).isEmpty()
                ? List.of()
                : List.of(
                        new Drawing(
                                ROC, "ROC curves: rows found against false alarms", () -> roc(classes, scores.get())),
                        new Drawing(
                                PRECISION_RECALL,
                                "Precision-recall curves: rows found against how often that is right",
                                () -> precisionRecall(classes, scores.get())));
    }

    /** The classes that have held-out rows and are not all; of two the second, whose curve says the same as the first's. */
    private static List<Integer> drawn(ClassPredictions classes) {
        int count = classes.classes().size();
        int[] rows = new int[count];
        for (int label : classes.actual()) {
            rows[label]++;
        }
        return IntStream.range(count == 2 ? 1 : 0, count)
                .filter(k -> rows[k] > 0 && rows[k] < classes.rows())
                .boxed()
                .toList();
    }

    private static BufferedImage roc(ClassPredictions classes, ClassificationScores scores) {
        List<Named> curves = curves(classes, k -> Curve.of(scores.rocCurve(k)), "area");
        XYChart chart =
                chart(curves.size(), "False alarms: share of the other rows", "Found: share of the rows of the class");
        ChartStyle.guide(chart, "guessing", new double[] {0, 1}, new double[] {0, 1});
        return draw(chart, curves);
    }

    private static BufferedImage precisionRecall(ClassPredictions classes, ClassificationScores scores) {
        List<Named> curves = curves(classes, k -> Curve.of(scores.precisionRecallCurve(k)), "average");
        return draw(chart(curves.size(), "Recall: share of the rows found", "Precision: share that is right"), curves);
    }

    private static List<Named> curves(ClassPredictions classes, IntFunction<Curve> ofClass, String areaName) {
        List<Named> all = new ArrayList<>();
        for (int k : drawn(classes)) {
            Curve curve = ofClass.apply(k);
            String name = FigureText.cut(classes.classes().get(k), NAME_LENGTH);
            all.add(new Named(name + String.format(Locale.ROOT, " (%s %.3f)", areaName, curve.area()), curve));
        }
        if (all.size() <= MOST_CURVES) {
            return all;
        }
        all.sort(Comparator.comparingDouble((Named named) -> named.curve().area())
                .reversed());
        List<Named> extremes = new ArrayList<>(all.subList(0, EXTREMES));
        extremes.addAll(all.subList(all.size() - EXTREMES, all.size()));
        return extremes;
    }

    private static XYChart chart(int curves, String x, String y) {
        XYChart chart = ChartStyle.chart(SQUARE, SQUARE - LEGEND_LINE + (curves + 1) * LEGEND_LINE, x, y);
        chart.getStyler().setLegendLayout(Styler.LegendLayout.Vertical);
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0);
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0);
        chart.getStyler().setxAxisTickLabelsFormattingFunction(FigureText::tick);
        chart.getStyler().setyAxisTickLabelsFormattingFunction(FigureText::tick);
        return chart;
    }

    private static BufferedImage draw(XYChart chart, List<Named> curves) {
        for (int i = 0; i < curves.size(); i++) {
            Curve curve = curves.get(i).curve();
            String name = curves.get(i).name();
            while (chart.getSeriesMap().containsKey(name)) {
                name += " ";
            }
            ChartStyle.line(chart, name, curve.x(), curve.y(), i, i >= ChartStyle.COLOR_COUNT);
        }
        return ChartStyle.image(chart);
    }
}
