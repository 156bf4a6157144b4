package dev.hebb.compile;

import dev.hebb.graph.Op;
import java.util.List;

/**
 * One kernel call of a plan.
 *
 * <p>An elementwise op may write an output into exactly the slot of an input of the same shape; any other overlap of an output with an input does not
 * occur. A constant op fills its output, whatever its shape.
 *
 * @param scope the layer or stage, for messages
 */
public record Launch(Op op, List<Slot> inputs, List<Slot> outputs, String scope) {
    public Launch {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
