package dev.hebb.nn;

import dev.hebb.shape.Shape;
import java.util.List;

/**
 * A layer of a network.
 *
 * @param name unique in the network
 * @param layer its settings, without a name
 * @param uses for every place where it stands, the numbers of the tensors it reads (see {@link Topology}); several where it is shared
 * @param rowShape of its last result, without the batch
 * @param parameterCount counted once, however often it is used
 */
public record LayerEntry(String name, Layer layer, List<List<Integer>> uses, Shape rowShape, long parameterCount) {
    public LayerEntry {
        uses = uses.stream().map(List::copyOf).toList();
    }

    /** The type in summaries and files, {@code Dense}. */
    public String type() {
        return layer.getClass().getSimpleName();
    }
}
