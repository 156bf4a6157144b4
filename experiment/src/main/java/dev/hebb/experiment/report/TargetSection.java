package dev.hebb.experiment.report;

import dev.hebb.metric.RegressionScores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** How far the predictions of each target are off. */
final class TargetSection {
    private static final int WORST = 5;

    private TargetSection() {}

    static Html of(TargetPredictions predictions, Gallery gallery) {
        List<Html> parts = new ArrayList<>();
        if (predictions.targets().size() > 1) {
            parts.add(Page.section("Target by target", table(predictions)));
        }
        int targets = predictions.targets().size();
        for (int i = 0; i < Math.min(targets, TargetPictures.MOST_TARGETS); i++) {
            TargetValues values = predictions.targets().get(i);
            parts.add(Page.section(
                    targets == 1 ? "Predicted and actual" : "Predicted and actual: " + values.name(),
                    Html.element("p", "Each dot is a held-out row. On the dashed line the prediction is perfect."),
                    Page.picture(gallery, TargetPictures.predictedFile(i, targets)),
                    Html.element(
                            "p",
                            "The errors: dots above the line are predicted too high, dots below too low. A bend or a funnel says that something is left to"
                                    + " learn."),
                    Page.picture(gallery, TargetPictures.residualFile(i, targets)),
                    worst(values)));
        }
        if (targets > TargetPictures.MOST_TARGETS) {
            parts.add(
                    Html.element("p", "Pictures are drawn of the first " + TargetPictures.MOST_TARGETS + " targets."));
        }
        return Html.all(parts);
    }

    private static Html table(TargetPredictions predictions) {
        HtmlTable table = HtmlTable.of("Target", "#Mean absolute error", "#Root mean squared error", "#R²");
        for (TargetValues values : predictions.targets()) {
            Optional<RegressionScores> scores = values.scores();
            table = table.row(
                    Html.text(values.name()),
                    figure(ScoreText.MAE, scores.map(RegressionScores::meanAbsoluteError)),
                    figure("rmse", scores.map(RegressionScores::rootMeanSquaredError)),
                    figure(ScoreText.R2, scores.map(RegressionScores::r2)));
        }
        return table.html();
    }

    private static Html figure(String name, Optional<Double> value) {
        return ScoreSection.figure(name, value.orElse(Double.NaN));
    }

    private static Html worst(TargetValues values) {
        double[] residuals = values.residuals();
        double[] actual = values.actual();
        double[] predicted = values.predicted();
        HtmlTable table = HtmlTable.of("#Held-out row", "#Actual", "#Predicted", "#Error");
        List<Integer> rows = IntStream.range(0, residuals.length)
                .boxed()
                .filter(i -> Double.isFinite(residuals[i]))
                .sorted(Comparator.comparingDouble(i -> -Math.abs(residuals[i])))
                .limit(WORST)
                .toList();
        for (int row : rows) {
            table = table.row(
                    FigureText.count(row + 1L),
                    FigureText.brief(actual[row]),
                    FigureText.brief(predicted[row]),
                    (residuals[row] > 0 ? "+" : "") + FigureText.brief(residuals[row]));
        }
        return rows.isEmpty() ? Html.none() : Html.all(Html.element("h3", "The rows it gets most wrong"), table.html());
    }
}
