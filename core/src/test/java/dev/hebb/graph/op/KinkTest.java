package dev.hebb.graph.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.autodiff.DifferentiationException;
import dev.hebb.autodiff.Gradients;
import dev.hebb.graph.Op;
import dev.hebb.graph.Oracle;
import dev.hebb.graph.Value;
import dev.hebb.shape.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Gradients where differences say nothing: at kinks, ties, zeros and far out. The conventions are PyTorch's. */
class KinkTest {
    private static double[] gradient(Op op, int input, double[]... data) {
        List<Value> inputs = IntStream.range(0, data.length)
                .mapToObj(i -> Value.input("in" + i, TensorType.ofFloat(data[i].length)))
                .toList();
        Value gradient = Gradients.of(Value.of(op, inputs).sum(), List.of(inputs.get(input)))
                .get(0);
        Oracle oracle = new Oracle();
        IntStream.range(0, data.length).forEach(i -> oracle.feed("in" + i, data[i]));
        return oracle.evaluate(gradient);
    }

    private static double[] numbers(double... numbers) {
        return numbers;
    }

    @Test
    void reluHasNoSlopeAtZero() {
        assertArrayEquals(numbers(0, 0, 0, 1), gradient(new Relu(), 0, numbers(-1, 0, -0.0, 1e-300)));
    }

    @Test
    void leakyReluHasTheNegativeSlopeAtZero() {
        assertArrayEquals(numbers(0.1, 0.1, 1), gradient(new LeakyRelu(0.1), 0, numbers(-1, 0, 1)));
        assertArrayEquals(numbers(-2, -2, 1), gradient(new LeakyRelu(-2), 0, numbers(-1, 0, 1)));
    }

    @Test
    void absoluteHasNoSlopeAtZero() {
        assertArrayEquals(numbers(-1, 0, 1), gradient(new Absolute(), 0, numbers(-1, 0, 1)));
    }

    @Test
    void meanAbsoluteErrorOfAPerfectPredictionHasNoGradient() {
        assertArrayEquals(numbers(0, 1), gradient(new MeanAbsoluteError(), 0, numbers(3, 4), numbers(3, 2)));
    }

    @Test
    void huberHasTheBoundedErrorAsItsGradientAlsoWhereItsPiecesMeet() {
        double[] target = new double[6];
        double[] prediction = {-3, -0.5, -0.2, 0, 0.5, 3};
        assertArrayEquals(
                numbers(-0.5, -0.5, -0.2, 0, 0.5, 0.5), gradient(new Huber(0.5), 0, prediction, target), 1e-15);
    }

    @Test
    void tiesOfMinimumAndMaximumShareTheGradient() {
        for (Op op : List.of(new Minimum(), new Maximum())) {
            assertEquals(0.5, gradient(op, 0, numbers(2), numbers(2))[0]);
            assertEquals(0.5, gradient(op, 1, numbers(2), numbers(2))[0]);
        }
    }

    @Test
    void tiesOfAReductionShareTheGradientEvenly() {
        assertArrayEquals(numbers(0, 0.5, 0.5, 0), gradient(new Max(List.of(), false), 0, numbers(1, 4, 4, 2)));
        assertArrayEquals(numbers(0.25, 0.25, 0.25, 0.25), gradient(new Max(List.of(0), true), 0, numbers(7, 7, 7, 7)));
    }

    @Test
    void powerHasFiniteGradientsAtABaseOfZero() {
        double[] zeros = numbers(0, 0, 0, 0);
        assertArrayEquals(numbers(0, 1, 0, 0), gradient(new Power(), 0, zeros, numbers(0, 1, 2, 3)));
        assertArrayEquals(zeros, gradient(new Power(), 1, zeros, numbers(0, 1, 2, 3)));
    }

    @Test
    void whereSendsTheGradientToTheChosenSide() {
        double[] condition = numbers(0, 1, Double.NaN);
        double[] a = numbers(1, 2, 3);
        assertArrayEquals(numbers(0, 1, 1), gradient(new Where(), 1, condition, a, a));
        assertArrayEquals(numbers(1, 0, 0), gradient(new Where(), 2, condition, a, a));
        assertArrayEquals(numbers(0, 0, 0), gradient(new Where(), 0, condition, a, a));
    }

    @Test
    void saturatedActivationsHaveAFiniteGradient() {
        double[] far = numbers(-1000, 1000);
        assertArrayEquals(numbers(0, 0), gradient(new Sigmoid(), 0, far));
        assertArrayEquals(numbers(0, 0), gradient(new Tanh(), 0, far));
        assertArrayEquals(numbers(0, 1), gradient(new Softplus(), 0, far));
    }

    @Test
    void slopeOfSoftplusIsTheSigmoidEvenWhereItIsTiny() {
        for (double x : numbers(-700, -40, -1, 0, 1, 40)) {
            double want = x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x));
            assertEquals(want, gradient(new Softplus(), 0, numbers(x))[0], 1e-14 * want);
        }
    }

    @Test
    void aStepIsNotTrainedThrough() {
        DifferentiationException refusal =
                assertThrows(DifferentiationException.class, () -> gradient(new BinaryStep(1), 0, numbers(1)));
        assertTrue(refusal.getMessage().contains("binary_step"), refusal.getMessage());
    }

    @Test
    void certainProbabilitiesGiveFiniteGradients() {
        double[] p = numbers(0, 1, 0, 1);
        double[] t = numbers(0, 1, 1, 0);
        double[] binary = gradient(new BinaryCrossEntropy(), 0, p, t);
        assertArrayEquals(numbers(0, 0, -1e12, 1e12), binary);
        double[] target = gradient(new BinaryCrossEntropy(), 1, p, t);
        assertTrue(Arrays.stream(target).allMatch(Double::isFinite), () -> Arrays.toString(target));
    }

    @Test
    void aZeroProbabilityOfAnAbsentClassGivesNoGradient() {
        TensorType type = TensorType.ofFloat(1, 3);
        Value p = Value.input("p", type);
        Value soft = Value.of(new CategoricalCrossEntropy(), p, Value.input("t", type));
        Value sparse = Value.of(new SparseCategoricalCrossEntropy(), p, Value.input("label", TensorType.ofInt(1)));
        for (Value loss : List.of(soft, sparse)) {
            Value dp = Gradients.of(loss.sum(), List.of(p)).get(0);
            double[] got = new Oracle()
                    .feed("p", 0, 0.5, 0.5)
                    .feed("t", 0, 0, 1)
                    .feed("label", 2)
                    .evaluate(dp);
            assertArrayEquals(numbers(0, 0, -2), got, 1e-15);
        }
    }

    @Test
    void hugeLogitsGiveSoftmaxMinusTarget() {
        TensorType type = TensorType.ofFloat(1, 3);
        Value x = Value.input("x", type);
        Value soft = Value.of(new CategoricalCrossEntropyFromLogits(), x, Value.input("t", type));
        Value sparse =
                Value.of(new SparseCategoricalCrossEntropyFromLogits(), x, Value.input("label", TensorType.ofInt(1)));
        for (Value loss : List.of(soft, sparse)) {
            Value dx = Gradients.of(loss.sum(), List.of(x)).get(0);
            double[] got = new Oracle()
                    .feed("x", 1000, -1000, 1000)
                    .feed("t", 0, 1, 0)
                    .feed("label", 1)
                    .evaluate(dx);
            assertArrayEquals(numbers(0.5, -1, 0.5), got, 1e-15);
            assertFalse(Arrays.stream(got).anyMatch(Double::isNaN));
        }
        assertArrayEquals(
                numbers(0, 1), gradient(new BinaryCrossEntropyFromLogits(), 0, numbers(1000, 1000), numbers(1, 0)));
    }

    @Test
    void activationsInTheirOutputKeepOnlyTheOutput() {
        for (Op op : List.of(
                new Relu(),
                new LeakyRelu(0.1),
                new Sigmoid(),
                new Tanh(),
                new Softplus(),
                new Exponential(),
                new SquareRoot())) {
            Value x = Value.input("x", TensorType.ofFloat(3));
            Value y = Value.of(op, x);
            Value dx = Gradients.of(y.times(Value.input("up", x.type())).sum(), List.of(x))
                    .get(0);
            assertFalse(dx.node().inputs().contains(x), op::toString);
            assertTrue(dx.node().inputs().contains(y), op::toString);
        }
    }
}
