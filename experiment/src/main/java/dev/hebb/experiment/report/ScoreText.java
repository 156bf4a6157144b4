package dev.hebb.experiment.report;

import java.util.Locale;

/**
 * A score in words.
 *
 * @param label what people call it
 * @param meaning one sentence without its point
 * @param isHigherBetter whether more is better
 * @param isShare whether it is a share of rows, to be shown in percent
 */
record ScoreText(String label, String meaning, boolean isHigherBetter, boolean isShare) {
    static final String ACCURACY = "accuracy";
    static final String MAE = "mae";
    static final String R2 = "r2";
    static final String LOSS = "loss";

    /** The score called {@code name}; of one that is not known more is taken to be better, unless its name says that it is a loss or an error. */
    static ScoreText of(String name) {
        if (name.matches("top_\\d+_accuracy")) {
            String k = name.split("_", -1)[1];
            return share("Top " + k + " accuracy", "share of rows whose class is among the " + k + " most likely ones");
        }
        return switch (name) {
            case ACCURACY, "binary_accuracy" -> share("Accuracy", "share of rows predicted right");
            case "balanced_accuracy" ->
                share("Balanced accuracy", "share of rows predicted right, each class counting the same");
            case "matthews" ->
                new ScoreText("Matthews correlation", "1 is perfect, 0 is guessing; fair to rare classes", true, false);
            case "cohen_kappa" -> new ScoreText("Cohen's kappa", "1 is perfect, 0 is agreement by chance", true, false);
            case R2 ->
                new ScoreText(
                        "R²",
                        "share of the differences between rows that is explained: 1 is perfect, 0 is the mean",
                        true,
                        false);
            case MAE -> error("Mean absolute error", "how far off on average, in the target's unit");
            case "rmse" ->
                error("Root mean squared error", "how far off, large errors counting more, in the target's unit");
            case "mse" -> error("Mean squared error", "average of the squared errors");
            case LOSS -> error("Loss", "what training makes small");
            case "log_loss" -> error("Log loss", "how wrong the probabilities are: 0 is perfect");
            case "brier" -> error("Brier score", "squared error of the probabilities: 0 is perfect");
            case "median_absolute_error" -> error("Median absolute error", "half of the rows are less far off");
            case "max_error" -> error("Largest error", "how far off the worst row is");
            case "explained_variance" ->
                new ScoreText("Explained variance", "as R², but a constant offset is forgiven", true, false);
            case "average_precision" ->
                new ScoreText("Average precision", "area under the precision-recall curve: 1 is perfect", true, false);
            case "roc_auc" -> new ScoreText("Area under the ROC curve", "1 is perfect, 0.5 is guessing", true, false);
            default -> other(name);
        };
    }

    private static ScoreText other(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean isError = lower.contains("loss") || lower.contains("error") || lower.endsWith("mape");
        String label = name.replace('_', ' ');
        String meaning = "";
        if (name.startsWith("precision_")) {
            meaning = "when it says a class, how often that is right; " + average(name);
        } else if (name.startsWith("recall_")) {
            meaning = "of the rows of a class, how many it finds; " + average(name);
        } else if (name.startsWith("f1_")) {
            meaning = "precision and recall in one: 1 is perfect; " + average(name);
        }
        String capital = label.isEmpty() ? name : label.substring(0, 1).toUpperCase(Locale.ROOT) + label.substring(1);
        return new ScoreText(capital, meaning, !isError, false);
    }

    private static String average(String name) {
        if (name.endsWith("_macro")) {
            return "each class counts the same";
        }
        return name.endsWith("_weighted") ? "classes count by their rows" : "each row counts the same";
    }

    private static ScoreText share(String label, String meaning) {
        return new ScoreText(label, meaning, true, true);
    }

    private static ScoreText error(String label, String meaning) {
        return new ScoreText(label, meaning, false, false);
    }

    /** A value for people. */
    String value(double value) {
        return isShare ? FigureText.percent(value) : FigureText.brief(value);
    }

    /** Whether {@code a} is a better value than {@code b}; never where one is NaN. */
    boolean isBetter(double a, double b) {
        return isHigherBetter ? a > b : a < b;
    }
}
