package dev.hebb.metric;

/** The metrics that come with the engine, for static import. What they compute is at their records. */
public final class Metrics {
    private Metrics() {}

    /** The share of rows whose class is right: {@code accuracy}. */
    public static Metric accuracy() {
        return new Accuracy();
    }

    /** The share of elements on the right side of the threshold, for several labels at once: {@code binary_accuracy}. */
    public static Metric binaryAccuracy() {
        return new BinaryAccuracy();
    }

    /** The share of rows whose class is among the {@code k} most likely: {@code top_5_accuracy}. */
    public static Metric topKAccuracy(int k) {
        return new TopKAccuracy(k);
    }

    /** The mean recall of the classes: {@code balanced_accuracy}. */
    public static Metric balancedAccuracy() {
        return new BalancedAccuracy();
    }

    /** {@code precision_macro}, {@code precision_micro} or {@code precision_weighted}. */
    public static Metric precision(Average average) {
        return new Precision(average);
    }

    /** {@code recall_macro}, {@code recall_micro} or {@code recall_weighted}. */
    public static Metric recall(Average average) {
        return new Recall(average);
    }

    /** {@code f1_macro}, {@code f1_micro} or {@code f1_weighted}. */
    public static Metric f1(Average average) {
        return new F1(average);
    }

    /** Matthews' correlation: {@code matthews}. */
    public static Metric matthews() {
        return new Matthews();
    }

    /** Agreement beyond chance: {@code cohen_kappa}. */
    public static Metric cohenKappa() {
        return new CohenKappa();
    }

    /** {@code mse}. */
    public static Metric meanSquaredError() {
        return new MeanSquared();
    }

    /** {@code rmse}. */
    public static Metric rootMeanSquaredError() {
        return new RootMeanSquared();
    }

    /** {@code mae}. */
    public static Metric meanAbsoluteError() {
        return new MeanAbsolute();
    }

    /** The share of variance explained, {@code r2}; for targets far from 0 in float32 use {@link R2} with a centre. */
    public static Metric r2() {
        return new R2(0);
    }

    /** The share of variance explained but for the mean error, {@code explained_variance}; for a centre see {@link ExplainedVariance}. */
    public static Metric explainedVariance() {
        return new ExplainedVariance(0);
    }

    /** The mean of {@code -log p} of the true class: {@code log_loss}. */
    public static Metric logLoss() {
        return new LogLoss();
    }

    /** The squared distance of probabilities from what happened: {@code brier}. */
    public static Metric brier() {
        return new Brier();
    }
}
