package dev.hebb.nn;

import dev.hebb.graph.Value;
import java.util.List;

/**
 * Sets each element to 0 with probability {@code rate} while training and divides the others by {@code 1 - rate}; nothing otherwise.
 *
 * <p>Shapes: {@code x [B, ..] -> y [B, ..]}.
 * <br>Source: Srivastava et al., "Dropout", JMLR 15, 2014.
 *
 * @param rate from 0 to below 1
 */
public record Dropout(double rate) implements Layer {
    public Dropout {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("expected a dropout rate from 0 to below 1 but got " + rate);
        }
    }

    public static Dropout of(double rate) {
        return new Dropout(rate);
    }

    @Override
    public Value forward(List<Value> inputs, LayerContext context) {
        Value x = BatchShape.onlyInput(inputs);
        return context.isTraining() && rate > 0 ? x.times(context.dropoutMask(rate, x.shape())) : x;
    }
}
