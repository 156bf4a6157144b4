package dev.hebb.train;

/**
 * Ends training when a figure has not improved for some epochs, and puts the best parameters back, however the run ends.
 *
 * <p>Source: Prechelt, "Early stopping - but when?", 1998.
 *
 * @param monitor the figure; where validation is missing, naming one of it is an error at the first epoch
 * @param patience epochs without improvement before the end, 1 or more
 * @param minDelta an improvement must be larger than this
 * @param restoresBest whether the parameters of the best epoch are put back at the end
 */
public record EarlyStopping(String monitor, int patience, double minDelta, boolean restoresBest) implements Callback {
    public static final String DEFAULT_MONITOR = "val_loss";

    public EarlyStopping {
        if (patience < 1) {
            throw new IllegalArgumentException("expected a patience of 1 or more but got " + patience);
        }
        if (!(minDelta >= 0) || Double.isInfinite(minDelta)) {
            throw new IllegalArgumentException("expected a least improvement of 0 or more but got " + minDelta);
        }
    }

    /** Watches {@code val_loss} and restores the best parameters. */
    public static EarlyStopping patience(int epochs) {
        return new EarlyStopping(DEFAULT_MONITOR, epochs, 0, true);
    }

    public EarlyStopping monitor(String figure) {
        return new EarlyStopping(figure, patience, minDelta, restoresBest);
    }

    public EarlyStopping minDelta(double delta) {
        return new EarlyStopping(monitor, patience, delta, restoresBest);
    }

    public EarlyStopping keepingLast() {
        return new EarlyStopping(monitor, patience, minDelta, false);
    }

    @Override
    public boolean keepsParameters() {
        return restoresBest;
    }

    @Override
    public Hooks begin(Training training) {
        return new Hooks() {
            private final Best best = new Best(monitor, minDelta, training);
            private int waited;

            @Override
            public void onEpochEnd(int epoch, Figures figures) {
                if (best.improves(figures)) {
                    waited = 0;
                    if (restoresBest) {
                        training.keepParameters();
                    }
                } else if (++waited >= patience) {
                    training.stop(monitor + " has not improved on " + best.value() + " for " + patience + " epochs");
                }
            }

            @Override
            public void onEnd() {
                if (restoresBest) {
                    training.restoreParameters();
                }
            }
        };
    }
}
