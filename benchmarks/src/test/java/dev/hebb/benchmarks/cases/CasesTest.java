package dev.hebb.benchmarks.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.graph.Graph;
import dev.hebb.graph.Value;
import dev.hebb.shape.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CasesTest {
    private static final Optional<String> ND4J = Optional.of("nd4j");

    static List<Supplier<Case>> small() {
        return List.of(
                () -> Cases.matrixProduct(ND4J, 1, 7),
                () -> Cases.matrixProduct(ND4J, 3, 5),
                () -> Cases.activation(ND4J, "softplus", 101),
                () -> Cases.activationGradient(ND4J, "relu", 101),
                () -> Cases.activationGradient(ND4J, "leaky_relu", 101),
                () -> Cases.activationGradient(ND4J, "sigmoid", 101),
                () -> Cases.activationGradient(ND4J, "softplus", 101),
                () -> Cases.activationGradient(ND4J, "tanh", 101),
                () -> Cases.crossEntropy(ND4J, 11, 7),
                () -> Cases.columnSum(ND4J, 11, 7),
                () -> Cases.rowSum(ND4J, 11, 7),
                () -> Cases.update(ND4J, "sgd", 101),
                () -> Cases.update(ND4J, "momentum", 101),
                () -> Cases.update(ND4J, "adam", 101),
                () -> Cases.training(ND4J, Cases.classifier("5-4-3", 6)),
                () -> Cases.prediction(ND4J, Cases.classifier("5-4-3", 6)),
                () -> Cases.compilation(ND4J, Cases.classifier("5-4-3", 6)),
                () -> Cases.gather(ND4J, 23, 5, 7),
                () -> Cases.csv(13, 3));
    }

    @ParameterizedTest
    @MethodSource("small")
    void casesGiveWhatPlainJavaGivesAndCanBeTimed(Supplier<Case> supplier) {
        CaseMeasurement measured = ShortBench.measure(supplier, 1e-4);
        assertTrue(measured.seconds() > 0, measured::toString);
        assertEquals(measured, CaseMeasurement.of(measured.transfer()));
    }

    @Test
    void aWrongResultIsNoMeasurement() {
        Value x = Value.input("x", TensorType.ofFloat(3));
        Supplier<Case> wrong = () -> new GraphCase(
                "wrong",
                ND4J,
                new GraphCase.Work(0, 0),
                Graph.of(Map.of("out", x.times(2))),
                Map.of("x", new float[] {1, 2, 3}),
                Map.of(),
                Map.of("out", at -> at == 2 ? 6.01 : 2.0 * (at + 1)));
        String message = assertThrows(WrongResultException.class, () -> ShortBench.measure(wrong, 1e-4))
                .getMessage();
        assertTrue(message.contains("expected 6.01 but got 6.0 in element 2 of out of wrong"), message);
    }

    @Test
    void theShortVersionHasACaseOfEveryKind() {
        assertTrue(ShortBench.cases(ND4J).size() >= 20);
    }
}
