package dev.hebb.nn;

import dev.hebb.graph.Value;
import dev.hebb.shape.Shape;
import dev.hebb.shape.ShapeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What there is to know of a network before its parameters have a place: which ones its layers ask for, and the shapes of all rows. It is found by tracing
 * for two batch sizes, training and not, which also proves that neither changes a shape.
 */
final class Discovery {
    private static final long FIRST_BATCH = 2;
    private static final long OTHER_BATCH = 3;
    private static final String KEEP_OUT = "; keep the batch size out of its ops, with -1 in a reshape";

    private final Wiring wiring;
    private final Map<String, ParameterSpec> specs = new LinkedHashMap<>();

    private Discovery(Wiring wiring) {
        this.wiring = wiring;
    }

    /**
     * @param rowShapes of all tensors of the topology
     * @param specs of the parameters by path, in network order
     */
    record Found(List<Shape> rowShapes, Map<String, ParameterSpec> specs) {}

    static Found of(Wiring wiring) {
        Discovery discovery = new Discovery(wiring);
        List<Shape> rowShapes = discovery.rowShapes(FIRST_BATCH, true);
        discovery.requireSame(rowShapes, discovery.rowShapes(FIRST_BATCH, false), "for prediction", "");
        for (boolean isTraining : List.of(true, false)) {
            List<Shape> others = discovery.rowShapesAtOtherBatch(isTraining);
            discovery.requireSame(rowShapes, others, "for a batch of " + OTHER_BATCH, KEEP_OUT);
        }
        return new Found(rowShapes, discovery.specs);
    }

    private List<Shape> rowShapes(long batch, boolean isTraining) {
        List<Value> results = new Tracer(wiring, this::offset, batch, isTraining).results();
        return results.stream().map(result -> BatchShape.row(result.shape())).toList();
    }

    private List<Shape> rowShapesAtOtherBatch(boolean isTraining) {
        try {
            return rowShapes(OTHER_BATCH, isTraining);
        } catch (ShapeException e) {
            throw new ShapeException(e.getMessage() + ", for a batch of " + OTHER_BATCH + " after one of " + FIRST_BATCH
                    + " was right" + KEEP_OUT);
        }
    }

    private void requireSame(List<Shape> expected, List<Shape> got, String where, String toDo) {
        IntStream.range(0, got.size())
                .filter(tensor -> !got.get(tensor).equals(expected.get(tensor)))
                .findFirst()
                .ifPresent(tensor -> {
                    throw new ShapeException(
                            "expected " + BatchShape.describeRow(expected.get(tensor)) + ", as for a training batch of "
                                    + FIRST_BATCH + ", but got " + BatchShape.describeRow(got.get(tensor)) + " " + where
                                    + " at layer "
                                    + wiring.topology().nameOf(tensor) + toDo);
                });
    }

    private long offset(String path, ParameterSpec spec) {
        ParameterSpec first = specs.putIfAbsent(path, spec);
        if (first != null && !first.shape().equals(spec.shape())) {
            throw new ShapeException("expected " + first.shape() + ", the shape at first use, but got " + spec.shape()
                    + " for parameter " + spec.name()
                    + "; a layer that is used several times needs inputs of one shape");
        }
        if (first == null && spec.shape().size() > Network.MAX_PARAMETER_SIZE) {
            throw new ShapeException("expected at most " + Network.MAX_PARAMETER_SIZE + " weights but got "
                    + spec.shape() + " for parameter " + spec.name() + "; use a smaller layer");
        }
        return 0;
    }
}
