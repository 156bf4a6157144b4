package dev.hebb.experiment.report;

import dev.hebb.train.History;
import dev.hebb.train.StopReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What the figures of the epochs tell about the training. */
final class HistoryDiagnosis {
    /** A validation loss this many times its best is a clear rise. */
    private static final double CLEAR_RISE = 1.1;

    /** The rise must also be this share of the first validation loss, which leaves noise near 0 out. */
    private static final double LEAST_RISE = 0.01;

    /** A loss that fell by less than this share over the last tenth of the epochs has settled. */
    private static final double STILL_FALLING = 0.01;

    /** The fall must also be this share of the first loss: near 0 there is nothing left to gain. */
    private static final double LEAST_FALL = 0.005;

    private static final int LEAST_EPOCHS = 5;
    private static final int TENTH = 10;
    private static final int LAST = 3;

    private HistoryDiagnosis() {}

    static List<String> of(History history, boolean keepsBest) {
        if (history.epochs().isEmpty()) {
            return List.of("No epoch was finished, so the model is as it was made by chance; train longer.");
        }
        if (!history.names().contains(ScoreText.LOSS)) {
            return List.of();
        }
        double[] loss = history.get(ScoreText.LOSS);
        if (isDiverged(loss)) {
            return List.of(
                    "The loss grew from " + FigureText.brief(loss[0]) + " to "
                            + (Double.isFinite(last(loss)) ? FigureText.brief(last(loss)) : "no number")
                            + ": training diverged; lower the learning rate (a tenth of it, for a start) or clip the gradients.");
        }
        List<String> found = new ArrayList<>();
        String validation = LearningCurve.VALIDATION + ScoreText.LOSS;
        boolean isValidated = history.names().contains(validation);
        if (isValidated && !keepsBest) {
            overfitting(loss, history.get(validation), LearningCurve.best(history))
                    .ifPresent(found::add);
        }
        boolean isCutShort =
                history.stopReason() == StopReason.COMPLETED || history.stopReason() == StopReason.TIME_LIMIT;
        if (isCutShort && isStillFalling(isValidated ? history.get(validation) : loss)) {
            found.add("The " + (isValidated ? "validation loss" : "loss")
                    + " was still falling at the last epoch; train for more epochs"
                    + (history.stopReason() == StopReason.TIME_LIMIT ? " or give it more time." : "."));
        }
        return found;
    }

    private static double last(double[] values) {
        return values[values.length - 1];
    }

    private static boolean isDiverged(double[] loss) {
        return !Double.isFinite(last(loss)) || loss.length > 1 && last(loss) > CLEAR_RISE * loss[0];
    }

    private static Optional<String> overfitting(double[] loss, double[] validation, OptionalInt best) {
        if (best.isEmpty()) {
            return Optional.empty();
        }
        int epoch = best.getAsInt();
        double lowest = validation[epoch];
        double end = Arrays.stream(validation, Math.max(epoch, validation.length - LAST), validation.length)
                .average()
                .orElse(lowest);
        boolean isClear = end > CLEAR_RISE * lowest && end - lowest > LEAST_RISE * Math.abs(validation[0]);
        return isClear && last(loss) <= loss[epoch]
                ? Optional.of("The validation loss rose from " + FigureText.brief(lowest) + " at epoch "
                        + (epoch + 1) + " to " + FigureText.brief(last(validation))
                        + " while the training loss fell: the model learns the training rows by heart; use early stopping, dropout or a penalty, a smaller"
                        + " model, or more rows.")
                : Optional.empty();
    }

    private static boolean isStillFalling(double[] loss) {
        if (loss.length < LEAST_EPOCHS) {
            return false;
        }
        int before = loss.length - 1 - Math.max(1, loss.length / TENTH);
        double lowestBefore = Arrays.stream(loss, 0, before + 1).min().orElse(Double.NaN);
        double least = Math.max(STILL_FALLING * Math.abs(lowestBefore), LEAST_FALL * Math.abs(loss[0]));
        return last(loss) < lowestBefore - least;
    }
}
