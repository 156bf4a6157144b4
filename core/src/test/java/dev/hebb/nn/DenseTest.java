package dev.hebb.nn;

import static dev.hebb.nn.Activations.relu;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hebb.Golden;
import dev.hebb.graph.Oracle;
import dev.hebb.shape.Shape;
import dev.hebb.shape.ShapeException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DenseTest {
    @Test
    void keepsTheContract() {
        LayerContract.check(Dense.of(3), Shape.of(3), 5 * 3 + 3, Shape.of(5));
        LayerContract.check(Dense.of(1, relu()), Shape.of(1), 1 + 1, Shape.of(1));
        LayerContract.check(Dense.of(7, relu()).withoutBias(), Shape.of(7), 11 * 7, Shape.of(11));
    }

    @Test
    void computesWhatAnotherImplementationDoes() {
        JsonNode golden = Stream.iterate(0, i -> i + 1)
                .map(Golden.read("layers.json").get("cases")::get)
                .filter(one -> one.get("name").asText().equals("dense"))
                .findFirst()
                .orElseThrow();
        double[] weight = Golden.tensor(golden.get("parameters").get("weight")).data();
        double[] bias = Golden.tensor(golden.get("parameters").get("bias")).data();
        Network network = LayerContract.alone(Dense.of(3), Shape.of(5));
        double[] arena = new double[(int) network.arenaElements()];
        int kernelAt = (int) network.parameter("dense_1/kernel").offset();
        int biasAt = (int) network.parameter("dense_1/bias").offset();
        for (int out = 0; out < 3; out++) {
            for (int in = 0; in < 5; in++) {
                arena[kernelAt + in * 3 + out] = weight[out * 5 + in];
            }
            arena[biasAt + out] = bias[out];
        }
        double[] y = new Oracle()
                .feed("x0", Golden.tensor(golden.get("x")).data())
                .arena(Network.PARAMETERS, arena)
                .evaluate(network.trace(4, true).layers().values().iterator().next());
        Golden.assertClose("dense", Golden.tensor(golden.get("y")).data(), y, 1e-6);
    }

    @Test
    void countsTheParametersOfTheLectures() {
        for (JsonNode golden : Golden.read("lectures.json").get("parameter_counts")) {
            JsonNode widths = golden.get("layers");
            List<Layer> layers = IntStream.range(1, widths.size())
                    .<Layer>mapToObj(i -> Dense.of(widths.get(i).asInt()))
                    .toList();
            Network network = Network.sequential(Shape.of(widths.get(0).asLong()), layers);
            assertEquals(golden.get("parameters").asLong(), network.parameterCount(), widths.toString());
        }
    }

    @Test
    void imageBatchWithoutFlattenIsRejectedWithBothShapes() {
        Exception e = assertThrows(ShapeException.class, () -> LayerContract.alone(Dense.of(10), Shape.of(28, 28)));
        assertEquals(
                "expected [batch, features] but got [batch, 28, 28] at layer dense_1; add Flatten before it",
                e.getMessage());
        LayerContract.alone(Flatten.of(), Shape.of(28, 28));
        Network flat = Network.sequential(Shape.of(28, 28), List.of(Flatten.of(), Dense.of(10)));
        assertEquals(7850, flat.parameterCount());
    }

    @Test
    void rowsWithoutAnAxisAreRejected() {
        Exception e = assertThrows(ShapeException.class, () -> LayerContract.alone(Dense.of(10), Shape.SCALAR));
        assertEquals(
                "expected [batch, features] but got [batch] at layer dense_1; make the rows vectors, [1] for one number",
                e.getMessage());
    }

    @Test
    void noUnitsAreRejected() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> Dense.of(0));
        assertEquals("expected 1 or more units but got 0", e.getMessage());
    }

    @Test
    void layersTooLargeForAnArrayAreRejectedWithTheirName() {
        Exception large = assertThrows(
                ShapeException.class,
                () -> LayerContract.alone(Dense.of(1 << 20).named("huge"), Shape.of(1 << 11)));
        assertEquals(
                "expected at most 2147483639 weights but got [2048, 1048576] for parameter kernel at layer huge;"
                        + " use a smaller layer",
                large.getMessage());
        Exception overflow = assertThrows(
                ShapeException.class, () -> LayerContract.alone(Dense.of(Integer.MAX_VALUE), Shape.of(1L << 40)));
        assertTrue(overflow.getMessage().contains("at layer dense_1; use smaller layers"), overflow.getMessage());
    }

    @Test
    void settingsReachTheParameters() {
        Dense dense = Dense.of(3)
                .withActivation(relu())
                .withKernelInitializer(Initializers.ones())
                .withBiasInitializer(Initializers.constant(0.5))
                .withPenalty(Penalty.l2(0.1))
                .withBiasPenalty(Penalty.l1(0.2));
        Network network = LayerContract.alone(dense, Shape.of(2));
        ParameterSpec kernel = network.parameter("dense_1/kernel").spec();
        ParameterSpec bias = network.parameter("dense_1/bias").spec();
        assertEquals(
                new ParameterSpec(
                        "kernel", Shape.of(2, 3), Initializers.ones(), ParameterSpec.Role.KERNEL, Penalty.l2(0.1)),
                kernel);
        assertEquals(
                new ParameterSpec(
                        "bias", Shape.of(3), Initializers.constant(0.5), ParameterSpec.Role.BIAS, Penalty.l1(0.2)),
                bias);
        assertEquals(relu(), dense.activation());
    }
}
