package dev.hebb.train;

/**
 * Ends training when a figure passes a threshold: rises to it where more is better, falls to it where less is.
 *
 * @param monitor the figure
 */
public record StopAtThreshold(String monitor, double threshold) implements Callback {
    public StopAtThreshold {
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("expected a number as threshold of " + monitor + " but got NaN");
        }
    }

    public static StopAtThreshold of(String monitor, double threshold) {
        return new StopAtThreshold(monitor, threshold);
    }

    @Override
    public Hooks begin(Training training) {
        boolean higher = training.isHigherBetter(monitor);
        return new Hooks() {
            @Override
            public void onEpochEnd(int epoch, Figures figures) {
                double now = figures.get(monitor);
                if (higher ? now >= threshold : now <= threshold) {
                    training.stop(monitor + " is " + now + ", past " + threshold);
                }
            }
        };
    }
}
