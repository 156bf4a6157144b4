package dev.hebb.graph.op;

import dev.hebb.graph.Op;
import dev.hebb.shape.TensorType;
import java.util.List;
import java.util.Random;

/** The examples of {@link OpExamples} with their inputs drawn, for the tests of other packages. */
public final class DrawnExamples {
    /** An op and what it is applied to. */
    public record Drawn(Op op, List<TensorType> types, List<double[]> inputs, boolean smooth) {}

    private DrawnExamples() {}

    public static List<Drawn> all(Random random) {
        return new OpExamples()
                .byOp().values().stream()
                        .flatMap(List::stream)
                        .map(example -> new Drawn(
                                example.op(), example.inputs(), example.draw().inputs(random), example.smooth()))
                        .toList();
    }
}
