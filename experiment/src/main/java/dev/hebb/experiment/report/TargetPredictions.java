package dev.hebb.experiment.report;

import java.util.List;

/**
 * The numbers of the held-out rows, target by target.
 *
 * @param targets 1 or more, with equally many rows
 */
public record TargetPredictions(List<TargetValues> targets) implements Predictions {
    /** @throws IllegalArgumentException for no targets, or unequal numbers of rows */
    public TargetPredictions {
        targets = List.copyOf(targets);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("expected one target or more but got none");
        }
        for (TargetValues target : targets) {
            if (target.rows() != targets.get(0).rows()) {
                throw new IllegalArgumentException("expected " + targets.get(0).rows()
                        + " rows of every target but got " + target.rows() + " of " + target.name());
            }
        }
    }

    @Override
    public int rows() {
        return targets.get(0).rows();
    }
}
