package dev.hebb.experiment.report;

import dev.hebb.metric.Confusion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the scores on the held-out rows tell. */
final class OutcomeDiagnosis {
    private static final int FEW_ROWS = 10;
    private static final int MOST_NAMES = 5;
    private static final double R2_CHANCE = 0.01;

    private OutcomeDiagnosis() {}

    static List<String> of(Outcome outcome) {
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, Double> score : outcome.scores().entrySet()) {
            if (!Double.isFinite(score.getValue())) {
                found.add("The score " + score.getKey()
                        + " is no number; look for a diverged training or held-out rows without a class or spread.");
            }
        }
        comparison(outcome).ifPresent(found::add);
        if (outcome.predictions() instanceof ClassPredictions classes) {
            fewRows(classes).ifPresent(found::add);
            neverSaid(classes).ifPresent(found::add);
        }
        return found;
    }

    /** One sentence about the strongest baseline that the model does not beat; the constant one is named first since losing to it is worse. */
    private static Optional<String> comparison(Outcome outcome) {
        String name = outcome.headline();
        ScoreText text = ScoreText.of(name);
        double own = outcome.scores().getOrDefault(name, Double.NaN);
        for (BaselineScores.Kind kind : BaselineScores.Kind.values()) {
            for (BaselineScores baseline : outcome.baselines()) {
                double other = baseline.scores().getOrDefault(name, Double.NaN);
                boolean isConstant = kind == BaselineScores.Kind.CONSTANT;
                boolean loses = isConstant
                        ? !text.isBetter(own, other)
                        : text.isBetter(other, own) && Math.abs(other - own) > chance(outcome, own);
                if (baseline.kind() == kind && Double.isFinite(other) && loses) {
                    return Optional.of(
                            isConstant ? losesToConstant(baseline, text, own, other) : losesToLinear(text, own, other));
                }
            }
        }
        return Optional.empty();
    }

    /** How far chance alone may move the headline: of a share of rows one standard error. */
    private static double chance(Outcome outcome, double score) {
        boolean isShare = outcome.predictions() instanceof ClassPredictions && score >= 0 && score <= 1;
        return isShare ? Math.sqrt(score * (1 - score) / outcome.predictions().rows()) : R2_CHANCE;
    }

    private static String losesToConstant(BaselineScores baseline, ScoreText text, double own, double other) {
        return "The model is no better than always guessing " + baseline.guess() + " (" + text.label() + " "
                + text.value(own) + " against " + text.value(other)
                + "): it learned nothing of use; check that the columns tell something about the target, and try another learning rate.";
    }

    private static String losesToLinear(ScoreText text, double own, double other) {
        return "A linear model is better (" + text.label() + " " + text.value(other) + " against " + text.value(own)
                + "); train longer, change the learning rate, or use the linear model, which is simpler.";
    }

    private static Optional<String> fewRows(ClassPredictions classes) {
        Confusion confusion = classes.confusion();
        List<String> few = new ArrayList<>();
        for (int k = 0; k < confusion.classes(); k++) {
            if (confusion.support(k) < FEW_ROWS) {
                few.add(classes.classes().get(k) + " (" + Math.round(confusion.support(k)) + ")");
            }
        }
        return few.isEmpty()
                ? Optional.empty()
                : Optional.of("Fewer than " + FEW_ROWS + " rows are held out of " + names(few)
                        + ": their figures are rough; hold out a larger share, or collect more rows of them.");
    }

    private static Optional<String> neverSaid(ClassPredictions classes) {
        Confusion confusion = classes.confusion();
        List<String> never = new ArrayList<>();
        for (int k = 0; k < confusion.classes(); k++) {
            if (confusion.support(k) >= FEW_ROWS && confusion.predictedAs(k) == 0) {
                never.add(classes.classes().get(k));
            }
        }
        return never.isEmpty()
                ? Optional.empty()
                : Optional.of("The model never predicts " + names(never)
                        + "; try balanced class weights, or more rows of what it never predicts.");
    }

    private static String names(List<String> names) {
        return names.size() <= MOST_NAMES
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST_NAMES)) + " and " + (names.size() - MOST_NAMES) + " more";
    }
}
