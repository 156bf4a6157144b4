package dev.hebb.metric;

/**
 * The accuracy that counts every class the same, however many rows it has.
 *
 * <p>Formula: the mean recall over the classes that have rows.
 * <br>Range [0, 1].
 */
public record BalancedAccuracy() implements ConfusionMetric {
    @Override
    public String name() {
        return "balanced_accuracy";
    }

    @Override
    public double figure(Confusion confusion) {
        double sum = 0;
        int classes = 0;
        for (int k = 0; k < confusion.classes(); k++) {
            if (confusion.support(k) > 0) {
                sum += confusion.recall(k);
                classes++;
            }
        }
        return sum / classes;
    }
}
