package dev.hebb.train;

import java.nio.file.Path;

/**
 * Saves the model after every epoch in which a figure improved, or after every epoch.
 *
 * @param file replaced each time, never left half-written
 * @param monitor the figure; empty saves after every epoch
 */
public record ModelCheckpoint(Path file, String monitor) implements Callback {
    /** Saves after every epoch. */
    public static ModelCheckpoint everyEpoch(Path file) {
        return new ModelCheckpoint(file, "");
    }

    /** Saves when {@code monitor} improved. */
    public static ModelCheckpoint best(Path file, String monitor) {
        return new ModelCheckpoint(file, monitor);
    }

    @Override
    public Hooks begin(Training training) {
        Best best = new Best(monitor, 0, training);
        return new Hooks() {
            @Override
            public void onEpochEnd(int epoch, Figures figures) {
                if (monitor.isEmpty() || best.improves(figures)) {
                    training.save(file);
                }
            }
        };
    }
}
