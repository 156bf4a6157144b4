package dev.hebb.train;

import java.nio.file.Path;

/** A run as its callbacks see it. */
public interface Training {
    /** Ends the run after this batch or epoch. */
    void stop(String why);

    /** Keeps a copy of the current parameters, in place of an earlier one. */
    void keepParameters();

    /** Puts the kept parameters back; nothing where none were kept. */
    void restoreParameters();

    /** Writes the model as it is now, in place of what was there. */
    void save(Path file);

    /** Whether a higher value of this figure is better; false for losses. */
    boolean isHigherBetter(String figure);

    int epochs();
}
