package dev.hebb.nn;

import static dev.hebb.nn.Activations.relu;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.graph.Value;
import dev.hebb.shape.Shape;
import dev.hebb.shape.ShapeException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said where layers, names and connections do not fit. */
class NetworkErrorsTest {
    private static void refused(String message, Runnable action) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, action::run).getMessage());
    }

    @Test
    void namesThatStandForTwoThingsAreRefused() {
        Tensor x = Tensor.input("x", 2);
        refused(
                "expected distinct names of layers and inputs but got 'a' twice",
                () -> Network.sequential(
                        Shape.of(2), List.of(Dense.of(2).named("a"), Dense.of(2).named("a"))));
        refused(
                "expected distinct names of layers and inputs but got 'x' twice",
                () -> Network.of(List.of(x), List.of(Dense.of(2).named("x").apply(x))));
        refused("expected distinct names of inputs but got 'x' twice", () -> {
            Tensor other = Tensor.input("x", 2);
            Network.of(List.of(x, other), List.of(x.plus(other)));
        });
        Dense shared = Dense.of(2);
        refused(
                "expected outputs of different layers but got two of layer dense_1;"
                        + " put Activations.identity().named(..) behind one",
                () -> Network.of(List.of(x), List.of(shared.apply(x), shared.apply(shared.apply(x)))));
    }

    @Test
    void inputsThatAreMissingOrLeadNowhereAreRefused() {
        Tensor x = Tensor.input("x", 2);
        Tensor y = Tensor.input("y", 2);
        refused(
                "expected only the inputs [x] but an output depends on input 'y' too; list it among the inputs",
                () -> Network.of(List.of(x), List.of(x.plus(y))));
        refused(
                "expected every input to reach an output but input 'y' reaches none;"
                        + " leave it out or put a layer behind it",
                () -> Network.of(List.of(x, y), List.of(x.map(relu()))));
        refused("expected tensors of Tensor.input(name, ..) as inputs but got the result of a relu layer", () -> {
            Tensor hidden = x.map(relu());
            Network.of(List.of(hidden), List.of(hidden.map(relu())));
        });
        refused(
                "expected results of layers as outputs but got input 'x'; put a layer behind it, such as Activations.identity()",
                () -> Network.of(List.of(x), List.of(x)));
        refused(
                "expected at least one input and one output of a network but got 1 inputs and 0 outputs",
                () -> Network.of(List.of(x), List.of()));
        refused("expected at least one layer but got none", () -> Network.sequential(Shape.of(2), List.of()));
        refused(
                "expected at least one input of layer dense but got none",
                () -> Dense.of(2).apply());
        refused(
                "expected 1 input but got 2: [x, y]; implement Definition for several",
                () -> Network.of(List.of(x, y), (Definition.Single) in -> in.map(relu())));
    }

    @Test
    void badNamesAndRowShapesAreRefused() {
        refused(
                "expected an input name other than [random, weights, scale, learning_rate, step], which the engine feeds"
                        + " itself, but got 'random'",
                () -> Tensor.input("random", 2));
        String rule = " of 1 to 64 letters, digits, '_', '.' and '-' that starts with a letter but got ";
        refused("expected an input name" + rule + "'a/b'", () -> Tensor.input("a/b", 2));
        refused("expected a layer name" + rule + "''", () -> Dense.of(2).named(""));
        refused(
                "expected a parameter name" + rule + "'a b'",
                () -> ParameterSpec.kernel("a b", Shape.of(1), Initializers.ones()));
        refused("expected rows with extents of 1 or more but got [3, 0] for input 'x'", () -> Tensor.input("x", 3, 0));
        refused(
                "expected a batch of 1 or more rows but got 0",
                () -> Network.sequential(Shape.of(2), List.of(relu())).trace(0, false));
    }

    @Test
    void unknownNamesAreAnsweredWithTheKnownOnes() {
        Network network = Network.sequential(Shape.of(2), List.of(Dense.of(2)));
        refused("expected one of the layers [dense_1] but got 'dense_2'", () -> network.layer("dense_2"));
        refused(
                "expected one of the parameters [dense_1/kernel, dense_1/bias] but got 'kernel'",
                () -> network.parameter("kernel"));
        refused(
                "expected one of the parameters [dense_1/kernel, dense_1/bias] but got 'kernel'",
                () -> network.trace(1, false).parameter("kernel"));
        refused(
                "expected a layer for every name of the topology but got none for 'dense_1' among []",
                () -> Network.of(network.topology(), Map.of()));
        refused(
                "expected a tensor from 0 to 0 but got 1 as input of layer a",
                () -> new Topology(network.inputs(), List.of(new Topology.Application("a", List.of(1))), List.of(1)));
        refused(
                "expected a tensor from 0 to 0 but got 5 as output",
                () -> new Topology(network.inputs(), List.of(), List.of(5)));
    }

    @Test
    void aMisfitInsideALayerNamesThatLayerOnce() {
        Layer wrong = Lambda.of("wrong", x -> x.matmul(x));
        Exception e = assertThrows(
                ShapeException.class, () -> Network.sequential(Shape.of(4), List.of(Dense.of(3), wrong, Dense.of(2))));
        assertTrue(e.getMessage().endsWith(" at op matrix_product at layer wrong_1"), e.getMessage());
        assertEquals(1, e.getMessage().split("at layer", -1).length - 1, e.getMessage());
    }

    @Test
    void aSharedLayerBehindOtherWidthsIsRefused() {
        Dense shared = Dense.of(3);
        Exception e = assertThrows(
                ShapeException.class, () -> Network.sequential(Shape.of(4), List.of(shared, Dense.of(5), shared)));
        assertEquals(
                "expected [4, 3], the shape at first use, but got [5, 3] for parameter kernel at layer dense_1;"
                        + " a layer that is used several times needs inputs of one shape",
                e.getMessage());
    }

    @Test
    void aBatchSizeInAnOpIsFound() {
        Layer fixed = Lambda.of("fixed", x -> x.reshape(x.shape().dim(0), 2, 2)).named("ok");
        assertEquals(
                Shape.of(2, 2),
                LayerContract.alone(fixed, Shape.of(4)).layers().get(0).rowShape());
        misfit(
                "expected a shape of 12 elements, those of [3, 4], but got [2, 4] at op reshape at layer fixed_1,"
                        + " for a batch of 3 after one of 2 was right; keep the batch size out of its ops, with -1 in a reshape",
                Lambda.of("fixed", x -> x.reshape(2, 4)));
        misfit(
                "expected [batch, 8], as for a training batch of 2, but got [batch, 12] for a batch of 3 at layer rows_1;"
                        + " keep the batch size out of its ops, with -1 in a reshape",
                Lambda.of("rows", x -> x.matmul(wide(x))));
        misfit(
                "expected a result [batch, ..] but got [4, 2] for a batch of 2 at layer turned_1;"
                        + " keep the batch as the first axis",
                Lambda.of("turned", x -> x.transpose(1, 0)));
        misfit(
                "expected a result [batch, ..] but got [] for a batch of 2 at layer total_1;"
                        + " keep the batch as the first axis",
                Lambda.of("total", Value::sum));
    }

    /** [4, 4 B]: as wide as the batch is long. */
    private static Value wide(Value x) {
        return Value.of(
                new dev.hebb.graph.op.BroadcastTo(Shape.of(4, 4 * x.shape().dim(0))), x.sum());
    }

    private static void misfit(String message, Layer layer) {
        Exception e = assertThrows(ShapeException.class, () -> LayerContract.alone(layer, Shape.of(4)));
        assertEquals(message, e.getMessage());
    }

    @Test
    void aShapeThatDependsOnTrainingIsFound() {
        Layer layer = new Layer() {
            @Override
            public Value forward(List<Value> inputs, LayerContext context) {
                return context.isTraining() ? inputs.get(0) : inputs.get(0).slice(1, 0, 1);
            }

            @Override
            public String kind() {
                return "moody";
            }
        };
        misfit(
                "expected [batch, 4], as for a training batch of 2, but got [batch, 1] for prediction at layer moody_1",
                layer);
    }
}
