package dev.hebb.optim;

import dev.hebb.graph.Value;
import java.util.List;

/** No limit. */
public record NoClipping() implements Clipping {
    @Override
    public List<Value> apply(List<Value> gradients) {
        return gradients;
    }
}
