package dev.hebb.metric;

/**
 * Matthews' correlation of classes and predictions.
 *
 * <p>Formula: {@code (c s - sum p t) / sqrt((s^2 - sum p^2) (s^2 - sum t^2))} with {@code s} rows, {@code c} of them right, {@code p} predictions and
 * {@code t} rows of a class; 0 where only one class is predicted or only one occurs.
 * <br>Range [-1, 1].
 * <br>Source: Gorodkin, "Comparing two K-category assignments by a K-category correlation coefficient", 2004.
 */
public record Matthews() implements ConfusionMetric {
    @Override
    public String name() {
        return "matthews";
    }

    @Override
    public double figure(Confusion confusion) {
        double both = 0;
        double predicted = 0;
        double actual = 0;
        for (int k = 0; k < confusion.classes(); k++) {
            both += confusion.predictedAs(k) * confusion.support(k);
            predicted += confusion.predictedAs(k) * confusion.predictedAs(k);
            actual += confusion.support(k) * confusion.support(k);
        }
        double rows = confusion.total();
        double spread = (rows * rows - predicted) * (rows * rows - actual);
        return spread <= 0 ? 0 : (confusion.accuracy() * rows * rows - both) / Math.sqrt(spread);
    }
}
