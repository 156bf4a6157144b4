package dev.hebb.data;

import dev.hebb.shape.DataType;
import dev.hebb.shape.Shape;

/**
 * What every row of a {@link DiskDataset} holds: one input and at most one target.
 *
 * @param input the shape of one row's input
 * @param targetWidth numbers per target; 1 for classes, 0 for none
 * @param numbers how real numbers are stored: float32 or float64
 */
public record DiskLayout(Shape input, Targets targets, int targetWidth, DataType numbers) {
    private static final int MOST_ROW_BYTES = 1 << 28;

    /** What there is to learn. */
    public enum Targets {
        NONE,
        CLASSES,
        VALUES
    }

    /** @throws DataException for rows of no numbers and of more than 256 MiB */
    public DiskLayout {
        int fixed = targets == Targets.NONE ? 0 : 1;
        boolean isTargetRight = targets == Targets.VALUES ? targetWidth >= 1 : targetWidth == fixed;
        if (!isTargetRight || numbers == DataType.INT32) {
            throw new DataException("expected targets of one number or more, stored as float32 or float64, but got "
                    + targetWidth + " of " + targets + " as " + numbers);
        }
        double bytes = ((double) input.size() + targetWidth) * numbers.bytes();
        if (input.size() < 1 || bytes > MOST_ROW_BYTES) {
            throw new DataException("expected rows of 1 to " + MOST_ROW_BYTES + " bytes but got inputs " + input
                    + " and " + targetWidth + " targets");
        }
    }

    /** Inputs and a class per row; real numbers in float32. */
    public static DiskLayout classes(Shape input) {
        return new DiskLayout(input, Targets.CLASSES, 1, DataType.FLOAT32);
    }

    /** Inputs and real targets {@code [width]}, all in float32. */
    public static DiskLayout values(Shape input, int width) {
        return new DiskLayout(input, Targets.VALUES, width, DataType.FLOAT32);
    }

    /** Inputs alone, in float32. */
    public static DiskLayout inputs(Shape input) {
        return new DiskLayout(input, Targets.NONE, 0, DataType.FLOAT32);
    }

    /** The same with real numbers in float64, at twice the size. */
    public DiskLayout float64() {
        return new DiskLayout(input, targets, targetWidth, DataType.FLOAT64);
    }

    int inputElements() {
        return Math.toIntExact(input.size());
    }

    int inputBytes() {
        return inputElements() * numbers.bytes();
    }

    int rowBytes() {
        return inputBytes() + targetWidth * (targets == Targets.CLASSES ? Integer.BYTES : numbers.bytes());
    }
}
