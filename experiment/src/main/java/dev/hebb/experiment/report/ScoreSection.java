package dev.hebb.experiment.report;

import dev.hebb.metric.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The scores on the held-out rows, beside those of simpler models. */
final class ScoreSection {
    private ScoreSection() {}

    static Html of(RunSummary run) {
        Outcome outcome = run.outcome();
        Map<String, Interval> intervals = Intervals.of(outcome);
        HtmlTable table = HtmlTable.of("Score", "#This model");
        if (!intervals.isEmpty()) {
            table = table.head("#95 % interval");
        }
        for (BaselineScores baseline : outcome.baselines()) {
            table = table.head("#" + baseline.name());
        }
        for (Map.Entry<String, Double> score : outcome.scores().entrySet()) {
            String name = score.getKey();
            List<Html> cells = new ArrayList<>(List.of(label(name, outcome), figure(name, score.getValue())));
            if (!intervals.isEmpty()) {
                cells.add(Html.text(Optional.ofNullable(intervals.get(name))
                        .map(interval -> range(name, interval))
                        .orElse(FigureText.NONE)));
            }
            for (BaselineScores baseline : outcome.baselines()) {
                cells.add(figure(name, baseline.scores().getOrDefault(name, Double.NaN)));
            }
            table = table.row(cells);
        }
        String text = "On " + FigureText.count(outcome.predictions().rows(), "row")
                + " that were held out: the model has not seen them in training."
                + (intervals.isEmpty()
                        ? ""
                        : " The interval says how far chance in these rows may have moved a score: 95 of 100 such intervals hold the true one.");
        return Page.section("Scores", Html.element("p", text), table.html());
    }

    private static Html label(String name, Outcome outcome) {
        ScoreText text = ScoreText.of(name);
        Html label = name.equals(outcome.headline()) ? Html.element("strong", text.label()) : Html.text(text.label());
        String better = text.meaning().isEmpty() ? "" : text.meaning() + "; ";
        return Html.all(label, small(better + (text.isHigherBetter() ? "more is better" : "less is better")));
    }

    private static Html small(String text) {
        return Html.element("small", text);
    }

    /** A number for people, and as it was printed. */
    static Html figure(String name, double value) {
        if (Double.isNaN(value)) {
            return Html.element("span", FigureText.NONE).with("title", "not known");
        }
        String exact = FigureText.exact(value);
        return Html.all(Html.element("span", ScoreText.of(name).value(value)).with("title", exact), small(exact));
    }

    private static String range(String name, Interval interval) {
        ScoreText text = ScoreText.of(name);
        return text.value(interval.low()) + " to " + text.value(interval.high());
    }
}
