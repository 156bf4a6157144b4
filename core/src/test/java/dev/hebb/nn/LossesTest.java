package dev.hebb.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hebb.Golden;
import dev.hebb.graph.Oracle;
import dev.hebb.graph.Value;
import dev.hebb.shape.Shape;
import dev.hebb.shape.TensorType;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LossesTest {
    private static double[] rows(Loss loss, Shape shape, double[] prediction, double[] target) {
        boolean isClasses = loss.targets() == Loss.Targets.CLASSES;
        TensorType targets = isClasses ? TensorType.ofInt(shape.without(-1)) : TensorType.ofFloat(shape);
        Value rows = loss.rows().apply(Value.input("p", TensorType.ofFloat(shape)), Value.input("t", targets));
        assertEquals(Shape.of(shape.dim(0)), rows.shape(), loss.name());
        return new Oracle().feed("p", prediction).feed("t", target).evaluate(rows);
    }

    @Test
    void everyLossGivesOneNumberPerRowUnderItsOwnName() {
        Set<String> names = new HashSet<>();
        double[] prediction = {0.1, 0.2, 0.7, 0.3, 0.3, 0.4};
        for (Loss loss : Losses.all()) {
            boolean isClasses = loss.targets() == Loss.Targets.CLASSES;
            double[] target = isClasses ? new double[] {2, 1} : new double[] {0, 0, 1, 0, 1, 0};
            double[] rows = rows(loss, Shape.of(2, 3), prediction, target);
            assertEquals(2, rows.length, loss.name());
            assertTrue(rows[0] > 0 && rows[1] > rows[0], loss.name() + ": the second row is worse");
            names.add(loss.name());
        }
        assertEquals(11, names.size());
        names.forEach(
                name -> assertEquals(name, Losses.named(name).orElseThrow().name()));
    }

    @Test
    void aLossOfOnesOwnNeedsItsOwnName() {
        Loss own = Loss.of("cubic", (p, t) -> p.minus(t).absolute().pow(3).sum(1));
        assertArrayEquals(new double[] {9}, rows(own, Shape.of(1, 2), new double[] {2, 0}, new double[] {0, 1}), 1e-12);
        Exception e = assertThrows(
                IllegalArgumentException.class,
                () -> Loss.of("mean_squared_error", (p, t) -> p.minus(t).sum(1)));
        assertEquals(
                "expected a name that no loss of the engine has but got 'mean_squared_error'; take another",
                e.getMessage());
        assertTrue(Losses.named("cubic").isEmpty());
    }

    @Test
    void formsOfOneLossAgree() {
        Shape shape = Shape.of(2, 3);
        double[] logits = {-1, 0.5, 2, 3, -2, 0};
        double[] oneHot = {0, 0, 1, 0, 1, 0};
        double[] probabilities = new double[6];
        for (int row = 0; row < 2; row++) {
            int at = 3 * row;
            double sum = Arrays.stream(logits, at, at + 3).map(Math::exp).sum();
            for (int k = 0; k < 3; k++) {
                probabilities[at + k] = Math.exp(logits[at + k]) / sum;
            }
        }
        double[] expected = {-Math.log(probabilities[2]), -Math.log(probabilities[4])};
        assertArrayEquals(expected, rows(Losses.categoricalCrossEntropy(), shape, probabilities, oneHot), 1e-12);
        assertArrayEquals(expected, rows(Losses.categoricalCrossEntropyFromLogits(), shape, logits, oneHot), 1e-12);
        double[] classes = {2, 1};
        assertArrayEquals(expected, rows(Losses.sparseCategoricalCrossEntropy(), shape, probabilities, classes), 1e-12);
        assertArrayEquals(
                expected, rows(Losses.sparseCategoricalCrossEntropyFromLogits(), shape, logits, classes), 1e-12);
        double[] squares = rows(Losses.squaredError(), shape, logits, oneHot);
        double[] halves = rows(Losses.halfSquaredError(), shape, logits, oneHot);
        double[] means = rows(Losses.meanSquaredError(), shape, logits, oneHot);
        assertArrayEquals(squares, Arrays.stream(halves).map(value -> 2 * value).toArray(), 1e-12);
        assertArrayEquals(squares, Arrays.stream(means).map(value -> 3 * value).toArray(), 1e-12);
    }

    @Test
    void theLecturesAreRight() {
        JsonNode lectures = Golden.read("lectures.json");
        JsonNode squares = lectures.get("mean_squared_error");
        double[] prediction = Golden.numbers(squares.get("prediction"));
        double[] actual = Golden.numbers(squares.get("actual"));
        assertArrayEquals(
                new double[] {squares.get("mse").asDouble()},
                rows(Losses.meanSquaredError(), Shape.of(1, prediction.length), prediction, actual),
                1e-12);
        JsonNode binary = lectures.get("log_loss_binary");
        assertArrayEquals(
                new double[] {binary.get("value").asDouble()},
                rows(
                        Losses.binaryCrossEntropy(),
                        Shape.of(1, 5),
                        Golden.numbers(binary.get("p")),
                        Golden.numbers(binary.get("y"))),
                1e-9);
        JsonNode classes = lectures.get("log_loss_multiclass");
        double[] rows = rows(
                Losses.categoricalCrossEntropy(),
                Shape.of(5, 3),
                Golden.numbers(classes.get("prediction")),
                Golden.numbers(classes.get("target")));
        assertEquals(
                classes.get("value").asDouble(), Arrays.stream(rows).average().orElseThrow(), 1e-9);
    }
}
