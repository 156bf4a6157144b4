package dev.hebb.experiment;

import dev.hebb.data.MinMaxScaler;
import dev.hebb.data.RobustScaler;
import dev.hebb.data.Scaler;
import dev.hebb.data.Scaling;
import dev.hebb.data.StandardScaler;
import java.util.Optional;

/** The scalers of a spec. */
final class Scales {
    private Scales() {}

    /** @param columns of the training rows */
    static Optional<Scaler> fit(Scaling scale, double[][] columns) {
        return switch (scale) {
            case STANDARD -> Optional.of(StandardScaler.fit(columns));
            case MINMAX -> Optional.of(MinMaxScaler.fit(columns));
            case ROBUST -> Optional.of(RobustScaler.fit(columns));
            case NONE -> Optional.empty();
        };
    }
}
