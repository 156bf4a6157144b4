package dev.hebb.metric;

/**
 * Cohen's kappa: agreement beyond what chance would give.
 *
 * <p>Formula: {@code (accuracy - e) / (1 - e)}, {@code e = sum p t / s^2} with {@code s} rows, {@code p} predictions and {@code t} rows of a class. NaN where
 * one class is all there is, as in scikit-learn.
 * <br>Range [-1, 1].
 * <br>Source: Cohen, "A coefficient of agreement for nominal scales", 1960.
 */
public record CohenKappa() implements ConfusionMetric {
    @Override
    public String name() {
        return "cohen_kappa";
    }

    @Override
    public double figure(Confusion confusion) {
        double expected = 0;
        for (int k = 0; k < confusion.classes(); k++) {
            expected += confusion.predictedAs(k) * confusion.support(k);
        }
        expected /= confusion.total() * confusion.total();
        return (confusion.accuracy() - expected) / (1 - expected);
    }
}
