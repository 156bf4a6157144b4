package dev.hebb.train;

/**
 * How far a run is. Immutable.
 *
 * @param epoch from 0
 * @param batch batches done in this epoch
 * @param figures of this epoch so far; with validation once the epoch is done
 * @param isEpochEnd whether the epoch is done
 * @param seconds since the run began
 * @param samplesPerSecond over the run so far
 * @param secondsLeft to the end of the last epoch at this speed
 */
public record Progress(
        int epoch,
        int epochs,
        int batch,
        int batchesPerEpoch,
        Figures figures,
        boolean isEpochEnd,
        double seconds,
        double samplesPerSecond,
        double secondsLeft) {}
