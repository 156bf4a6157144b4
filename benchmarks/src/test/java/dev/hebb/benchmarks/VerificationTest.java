package dev.hebb.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.shape.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VerificationTest {
    private static final int STEPS = 20;

    static List<Workload> workloads() {
        return List.of(
                workload(List.of(2, 2, 1), "sigmoid", "sigmoid", Workload.LossKind.MSE, Workload.Rule.SGD, 4),
                workload(List.of(5, 7, 3), "relu", "", Workload.LossKind.CE, Workload.Rule.ADAM, 6),
                workload(List.of(5, 4, 3), "tanh", "softmax", Workload.LossKind.CE, Workload.Rule.MOMENTUM, 6),
                workload(List.of(4, 6, 5, 2), "tanh", "", Workload.LossKind.BCE, Workload.Rule.ADAM, 5),
                workload(List.of(4, 6, 1), "softplus", "sigmoid", Workload.LossKind.BCE, Workload.Rule.MOMENTUM, 5),
                workload(List.of(3, 5, 4), "leaky_relu", "tanh", Workload.LossKind.MSE, Workload.Rule.ADAM, 3),
                workload(List.of(3, 5, 2), "gelu", "gelu", Workload.LossKind.MSE, Workload.Rule.ADAM, 4),
                workload(List.of(3, 2), "relu", "", Workload.LossKind.MSE, Workload.Rule.MOMENTUM, 1));
    }

    private static Workload workload(
            List<Integer> layers, String act, String outAct, Workload.LossKind loss, Workload.Rule rule, int batch) {
        Optional<String> last = outAct.isEmpty() ? Optional.empty() : Optional.of(outAct);
        String name = layers + " " + act + " " + outAct + " " + loss + " " + rule;
        return new Workload(name, layers, act, last, loss, rule, Verification.LEARNING_RATE, batch, 3);
    }

    private static Verification hebb(Workload workload, Precision precision) {
        return Verification.of(new HebbEngine(Optional.of("nd4j"), precision), workload);
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void float64TrainingIsThatOfPlainJava(Workload workload) {
        Verification plain = Verification.of(new PlainEngine(), workload);
        Verification hebb = hebb(workload, Precision.FLOAT64);
        assertEquals(STEPS, hebb.losses().size());
        assertTrue(hebb.difference(plain) < 1e-9, () -> hebb + "\n" + plain);
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void float32TrainingIsThatOfPlainJavaUpToRounding(Workload workload) {
        Verification plain = Verification.of(new PlainEngine(), workload);
        Verification hebb = hebb(workload, Precision.FLOAT32);
        assertTrue(hebb.difference(plain) < 1e-5, () -> hebb + "\n" + plain);
    }

    @Test
    void theFirstLossIsThatBeforeAnyUpdate() {
        Workload workload = workloads().get(0);
        double[][] predicted = new PlainEngine().prepare(workload).predict();
        double[][] targets = WorkloadData.targets(workload);
        double sum = 0;
        for (int row = 0; row < targets.length; row++) {
            sum += Math.pow(predicted[row][0] - targets[row][0], 2);
        }
        assertEquals(
                sum / targets.length, hebb(workload, Precision.FLOAT64).losses().get(0), 1e-12);
    }

    @Test
    void randomWorkloadsTrainLikePlainJava() {
        Random random = new Random(Long.getLong("tests.seed", 7));
        for (Workload workload : RandomWorkloads.of(6, random)) {
            Workload small = RandomWorkloads.atMost(workload, 24, 32);
            double difference = hebb(small, Precision.FLOAT64).difference(Verification.of(new PlainEngine(), small));
            assertTrue(difference < 1e-9, () -> small + ": " + difference);
        }
    }

    /** The first and the last loss, then the sums: from the functions of benchmarks/verify-with-pytorch, PyTorch 1.13.1, float64. */
    static List<Arguments> pytorch() {
        return List.of(
                Arguments.of(
                        workload(List.of(2, 2, 1), "sigmoid", "sigmoid", Workload.LossKind.MSE, Workload.Rule.SGD, 4),
                        List.of(
                                0.9688253707876419,
                                0.9658618363583885,
                                0.6516639288034777,
                                0.00032569328346584563,
                                -0.2126421432438198,
                                -0.006386335028589662)),
                Arguments.of(
                        workload(List.of(5, 7, 3), "relu", "", Workload.LossKind.CE, Workload.Rule.ADAM, 6),
                        List.of(
                                1.1000494956557352,
                                0.985733358879734,
                                1.2073935967186824,
                                0.06272165595301933,
                                -0.08935697815108878,
                                -0.019926562827038093)),
                Arguments.of(
                        workload(List.of(4, 6, 5, 2), "tanh", "", Workload.LossKind.BCE, Workload.Rule.MOMENTUM, 5),
                        List.of(
                                0.6696079624874393,
                                0.6645404110299472,
                                2.467806563538627,
                                -0.00909486397052756,
                                0.3572744653484403,
                                0.004327864323487354,
                                0.12533514824464853,
                                -0.0030557370917382518)));
    }

    @ParameterizedTest
    @MethodSource("pytorch")
    void hebbAndPlainJavaGiveWhatPyTorchGives(Workload workload, List<Double> expected) {
        for (Verification got :
                List.of(hebb(workload, Precision.FLOAT64), Verification.of(new PlainEngine(), workload))) {
            List<Double> numbers =
                    new ArrayList<>(List.of(got.losses().get(0), got.losses().get(STEPS - 1)));
            numbers.addAll(got.parameterSums());
            assertEquals(expected.size(), numbers.size());
            for (int i = 0; i < numbers.size(); i++) {
                assertEquals(expected.get(i), numbers.get(i), 1e-10, workload + ", number " + i);
            }
        }
    }

    @Test
    void noiseIsTheFormulasFraction() {
        assertArrayEquals(new double[] {0.0462, 0.2138}, new double[] {
            Math.round(1e4 * WorkloadData.noise(0, 0, 0)) / 1e4, Math.round(1e4 * WorkloadData.noise(1, 2, 3)) / 1e4
        });
    }
}
