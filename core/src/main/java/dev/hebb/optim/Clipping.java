package dev.hebb.optim;

import dev.hebb.graph.Value;
import java.util.List;

/** A limit on the gradients of an update, applied before the optimizer reads them. One record in one file is a new one. */
public interface Clipping {
    /** Leaves gradients as they are. */
    Clipping NONE = new NoClipping();

    /**
     * The gradients to use.
     *
     * @param gradients flat, of all parameter groups
     * @return as many, of the same shapes
     */
    List<Value> apply(List<Value> gradients);

    /** Cuts every element to {@code -limit .. limit}. */
    static Clipping byValue(double limit) {
        return new ClipByValue(limit);
    }

    /** Shortens the gradient of all parameters together to the length {@code limit}. */
    static Clipping byGlobalNorm(double limit) {
        return new ClipByGlobalNorm(limit);
    }
}
