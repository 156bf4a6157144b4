package dev.hebb.train;

/** The best value of a figure so far. */
final class Best {
    private final String monitor;
    private final double minDelta;
    private final boolean higher;
    private double value;
    private boolean any;

    Best(String monitor, double minDelta, Training training) {
        this.monitor = monitor;
        this.minDelta = minDelta;
        this.higher = training.isHigherBetter(monitor);
        this.value = higher ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    /** Whether these figures are better than all before; NaN never is. The first number counts as better than none. */
    boolean improves(Figures figures) {
        if (!figures.has(monitor)) {
            throw new IllegalArgumentException(
                    "expected a figure to monitor among " + figures.values().keySet() + " but got '" + monitor
                            + "'; give validation data, or monitor another");
        }
        double now = figures.get(monitor);
        boolean better = !Double.isNaN(now) && (!any || (higher ? now > value + minDelta : now < value - minDelta));
        if (better) {
            value = now;
            any = true;
        }
        return better;
    }

    double value() {
        return value;
    }
}
