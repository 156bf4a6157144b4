package dev.hebb.graph.op;

import dev.hebb.graph.Node;
import dev.hebb.graph.PrimitiveOp;
import dev.hebb.graph.Value;
import dev.hebb.random.Philox;
import dev.hebb.shape.Kind;
import dev.hebb.shape.Shape;
import dev.hebb.shape.ShapeException;
import dev.hebb.shape.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * What dropout multiplies by: 0 with probability {@code rate}, else {@code 1 / (1 - rate)}. No gradient.
 *
 * <p>Formula: element {@code e} has the index {@code g = firstRow (size / rows) + e} in the whole batch; its word is lane {@code g mod 4} of Philox with
 * the seed as key and the counter {@code (g / 4 low, g / 4 high, ordinal, step)}; it is kept iff {@code unit(word) >= rate}. So a batch in parts draws
 * what the whole draws, on every backend.
 * <br>Shapes: {@code random int [4] = (seed low, seed high, step, first row) -> y float shape}.
 * <br>Errors: {@code ShapeException} for another input or a scalar shape; a rate outside [0, 1) is refused.
 * <br>Source: Srivastava et al., "Dropout", JMLR 15, 2014; {@link Philox}.
 *
 * @param rate the probability of 0
 * @param ordinal which random layer of the model this is, 0 or more, so that equal dropouts differ
 * @param shape of the mask, rows first; holds the batch size, so it belongs into training graphs only
 */
public record DropoutMask(double rate, int ordinal, Shape shape) implements PrimitiveOp {
    private static final int LANES = 4;

    public DropoutMask {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("expected a dropout rate from 0 to below 1 but got " + rate);
        }
        if (ordinal < 0) {
            throw new IllegalArgumentException(
                    "expected an ordinal of 0 or more but got " + ordinal + " at op dropout_mask");
        }
        if (shape.isScalar()) {
            throw new ShapeException("expected a mask of rank 1 or more but got " + shape + " at op dropout_mask");
        }
    }

    /** What an element that is kept is multiplied by. */
    public double scale() {
        return 1 / (1 - rate);
    }

    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
        Signature.require(this, inputs, Kind.INT);
        if (!inputs.get(0).shape().equals(Shape.of(LANES))) {
            throw Signature.misfit(this, "int[4]: seed low, seed high, step, first row", inputs.get(0));
        }
        return List.of(TensorType.ofFloat(shape));
    }

    /**
     * Draws the mask: the reference for every backend.
     *
     * @param firstRow the place of the first row in the whole batch
     * @param out the mask in row-major order; {@code shape.size()} numbers
     */
    public void draw(long seed, int step, long firstRow, double[] out) {
        if (out.length != shape.size()) {
            throw Signature.misfit(this, shape.size() + " numbers to draw into", out.length);
        }
        long elementsPerRow = shape.without(0).size();
        long first = Math.multiplyExact(firstRow, elementsPerRow);
        int[] words = new int[LANES];
        for (int e = 0; e < out.length; e++) {
            long g = first + e;
            int lane = (int) (g % LANES);
            if (e == 0 || lane == 0) {
                long block = g / LANES;
                Philox.words(seed, (int) block, (int) (block >>> 32), ordinal, step, words);
            }
            out[e] = Philox.unit(words[lane]) >= rate ? scale() : 0;
        }
    }

    @Override
    public List<Optional<Value>> gradient(Node node, List<Optional<Value>> upstream) {
        return List.of(Optional.empty());
    }
}
