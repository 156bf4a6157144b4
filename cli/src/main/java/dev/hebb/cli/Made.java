package dev.hebb.cli;

import dev.hebb.experiment.spec.TrainSpec;
import java.util.List;

/**
 * A spec that was read, or made from options.
 *
 * @param notices sentences on how it came about
 */
record Made(TrainSpec spec, List<String> notices) {
    Made {
        notices = List.copyOf(notices);
    }
}
