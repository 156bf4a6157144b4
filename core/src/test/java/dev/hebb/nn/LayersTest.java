package dev.hebb.nn;

import static dev.hebb.nn.Activations.relu;
import static dev.hebb.nn.Activations.softmax;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.graph.Graph;
import dev.hebb.graph.Oracle;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.DropoutMask;
import dev.hebb.shape.Shape;
import dev.hebb.shape.ShapeException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The layers other than {@link Dense}. */
class LayersTest {
    @Test
    void layersWithoutParametersKeepTheContract() {
        LayerContract.check(relu(), Shape.of(5), 0, Shape.of(5));
        LayerContract.check(softmax(), Shape.of(3, 5), 0, Shape.of(3, 5));
        LayerContract.check(Activations.identity(), Shape.of(5), 0, Shape.of(5));
        LayerContract.check(Dropout.of(0.5), Shape.of(3, 5), 0, Shape.of(3, 5));
        LayerContract.check(Dropout.of(0), Shape.of(5), 0, Shape.of(5));
        LayerContract.check(Flatten.of(), Shape.of(30), 0, Shape.of(2, 3, 5));
        LayerContract.check(Flatten.of(), Shape.of(5), 0, Shape.of(5));
        LayerContract.check(Flatten.of(), Shape.of(1), 0, Shape.SCALAR);
        LayerContract.check(Reshape.of(5, 6), Shape.of(5, 6), 0, Shape.of(2, 3, 5));
        LayerContract.check(Reshape.of(2, -1, 3), Shape.of(2, 5, 3), 0, Shape.of(30));
        LayerContract.check(Concatenate.of(), Shape.of(7), 0, Shape.of(5), Shape.of(2));
        LayerContract.check(Concatenate.of(1), Shape.of(7, 3), 0, Shape.of(5, 3), Shape.of(2, 3));
        LayerContract.check(Add.of(), Shape.of(5), 0, Shape.of(5), Shape.of(5), Shape.of(5));
        LayerContract.check(Lambda.of("double", x -> x.times(2)), Shape.of(5), 0, Shape.of(5));
        LayerContract.check(
                Lambda.ofMany("ratio", in -> in.get(0).over(in.get(1))), Shape.of(5), 0, Shape.of(5), Shape.of(5));
    }

    @Test
    void dropoutMultipliesByItsMaskWhileTrainingAndDoesNothingOtherwise() {
        Network network = LayerContract.alone(Dropout.of(0.25), Shape.of(1000));
        Trace training = network.trace(4, true);
        double[] ones = new double[4000];
        Arrays.fill(ones, 1);
        double[] y =
                new Oracle().feed("x0", ones).feed(Network.RANDOM, 7, 0, 3, 0).evaluate(output(training));
        long kept = Arrays.stream(y).filter(value -> value == 1 / 0.75).count();
        assertEquals(4000 - kept, Arrays.stream(y).filter(value -> value == 0).count());
        assertEquals(3000, (double) kept, 5 * Math.sqrt(4000 * 0.25 * 0.75));
        Trace prediction = network.trace(4, false);
        assertSame(prediction.inputs().get("x0"), output(prediction));
    }

    @Test
    void everyDropoutAndEveryUseOfOneDrawsAnotherMask() {
        Dropout twice = Dropout.of(0.5);
        Tensor x = Tensor.input("x", 3);
        Tensor y = Dropout.of(0.5).apply(twice.apply(x).plus(twice.apply(x)));
        Trace trace = Network.of(List.of(x), List.of(y)).trace(2, true);
        List<Integer> ordinals = Graph.nodes(List.of(output(trace))).stream()
                .map(node -> node.op() instanceof DropoutMask mask ? mask.ordinal() : -1)
                .filter(ordinal -> ordinal >= 0)
                .sorted()
                .toList();
        assertEquals(List.of(0, 1, 2), ordinals);
    }

    @Test
    void aMaskIsRefusedOutsideTraining() {
        Layer careless = new Layer() {
            @Override
            public Value forward(List<Value> inputs, LayerContext context) {
                return inputs.get(0)
                        .times(context.dropoutMask(0.5, inputs.get(0).shape()));
            }

            @Override
            public String kind() {
                return "careless";
            }
        };
        Exception e = assertThrows(IllegalStateException.class, () -> LayerContract.alone(careless, Shape.of(3)));
        assertEquals(
                "expected a dropout mask to be asked for only while training but got a graph for prediction at layer careless_1;"
                        + " look at isTraining() first",
                e.getMessage());
    }

    @Test
    void tensorConveniencesAreLayers() {
        Tensor x = Tensor.input("x", 3);
        Tensor doubled = x.map(relu()).plus(x);
        Tensor wide = Tensor.concatenate(-1, doubled, x);
        Network network = Network.of(List.of(x), List.of(wide));
        assertEquals(
                List.of("relu_1", "add_1", "concatenate_1"),
                network.layers().stream().map(LayerEntry::name).toList());
        double[] y = new Oracle().feed("x", -1, 0.5, 2).evaluate(output(network.trace(1, false)));
        assertArrayEquals(new double[] {-1, 1, 4, -1, 0.5, 2}, y);
    }

    @Test
    void argumentsOutOfRangeAreRefused() {
        refused("expected a dropout rate from 0 to below 1 but got 1.0", () -> Dropout.of(1));
        refused("expected a dropout rate from 0 to below 1 but got NaN", () -> Dropout.of(Double.NaN));
        refused("expected an axis after the batch, 1 or more or negative, but got 0", () -> Concatenate.of(0));
        refused("expected extents of 1 or more and at most one -1 but got [-1, -1]", () -> Reshape.of(-1, -1));
        refused("expected extents of 1 or more and at most one -1 but got [0]", () -> Reshape.of(0));
    }

    private static void refused(String message, Runnable action) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, action::run).getMessage());
    }

    @Test
    void inputsThatDoNotFitAreRefusedWithShapesAndLayer() {
        misfit(
                "expected two or more inputs of one shape but got [[batch, 5], [batch, 4]] at layer add_1",
                Add.of(),
                Shape.of(5),
                Shape.of(4));
        misfit("expected two or more inputs of one shape but got [[batch, 5]] at layer add_1", Add.of(), Shape.of(5));
        misfit(
                "expected inputs that differ along axis 1 only but got [[batch, 5, 3], [batch, 2, 4]] at layer concatenate_1",
                Concatenate.of(1),
                Shape.of(5, 3),
                Shape.of(2, 4));
        misfit(
                "expected inputs that differ along axis -2 only but got [[batch, 5], [batch, 5]] at layer concatenate_1",
                Concatenate.of(-2),
                Shape.of(5),
                Shape.of(5));
        misfit(
                "expected rows of 12 elements for [3, 4] but got [batch, 2, 5] with 10 at layer reshape_1",
                Reshape.of(3, 4),
                Shape.of(2, 5));
        misfit(
                "expected rows of a multiple of 4 elements for [-1, 4] but got [batch, 2, 5] with 10 at layer reshape_1",
                Reshape.of(-1, 4),
                Shape.of(2, 5));
        misfit(
                "expected 1 input but got 2: [[batch, 5], [batch, 5]] at layer flatten_1; join them with Concatenate or Add",
                Flatten.of(),
                Shape.of(5),
                Shape.of(5));
    }

    private static void misfit(String message, Layer layer, Shape... rowShapes) {
        Exception e = assertThrows(ShapeException.class, () -> LayerContract.alone(layer, rowShapes));
        assertEquals(message, e.getMessage());
    }

    @Test
    void anActivationOfOnesOwnIsAnExpression() {
        Activation swish = Activation.of("swish", x -> x.times(dev.hebb.expr.Expr.sigmoid(x)));
        Network network = LayerContract.check(swish, Shape.of(2), 0, Shape.of(2));
        double[] y = new Oracle().feed("x0", 0, 2).evaluate(output(network.trace(1, false)));
        assertArrayEquals(new double[] {0, 2 / (1 + Math.exp(-2))}, y, 1e-15);
        assertEquals(swish, Activation.of("swish", x -> x.times(dev.hebb.expr.Expr.sigmoid(x))), "its program counts");
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Activation.of("1/x", x -> x))
                .getMessage()
                .startsWith("expected an activation name of 1 to 64 letters"));
    }

    private static Value output(Trace trace) {
        return trace.outputs().values().iterator().next();
    }
}
