package dev.hebb.io;

import dev.hebb.shape.DataType;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

/** Refuses NaN and infinity in weights. */
final class FiniteCheck {
    private FiniteCheck() {}

    /** @param from which element of the tensor {@code part} starts with */
    static void require(ByteBuffer part, DataType dataType, String tensor, long from) {
        if (dataType == DataType.FLOAT32) {
            FloatBuffer values = part.asFloatBuffer();
            for (int i = 0; i < values.limit(); i++) {
                require(values.get(i), tensor, from + i);
            }
        } else if (dataType == DataType.FLOAT64) {
            DoubleBuffer values = part.asDoubleBuffer();
            for (int i = 0; i < values.limit(); i++) {
                require(values.get(i), tensor, from + i);
            }
        }
    }

    private static void require(double value, String tensor, long element) {
        if (!Double.isFinite(value)) {
            throw new ModelFileException(
                    "expected finite numbers but got " + value + " at element " + element + " of tensor " + tensor,
                    "train with a smaller learning rate or clipped gradients and save the model before it diverges");
        }
    }
}
