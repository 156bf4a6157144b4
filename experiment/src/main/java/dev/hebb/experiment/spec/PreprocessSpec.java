package dev.hebb.experiment.spec;

import dev.hebb.data.Impute;
import dev.hebb.data.Scaling;
import dev.hebb.data.Unseen;
import java.util.OptionalDouble;

/**
 * How columns and pictures become numbers. The first four are of tables, and the defaults for pictures.
 *
 * @param indicator whether a numeric column that misses some numbers gets another that says where
 * @param targetScale of regression; {@link Scaling#NONE} for classification
 * @param pixelsDivide what pixels are divided by; empty for tables
 */
public record PreprocessSpec(
        Impute impute,
        boolean indicator,
        Scaling scale,
        Unseen unseen,
        Scaling targetScale,
        OptionalDouble pixelsDivide) {
    public static final double DEFAULT_PIXELS_DIVIDE = 255;
}
