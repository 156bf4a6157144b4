package dev.hebb.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.shape.Precision;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

    @Test
    void noiseIsTheFormulasFraction() {
        assertArrayEquals(new double[] {0.0462, 0.2138}, new double[] {
            Math.round(1e4 * WorkloadData.noise(0, 0, 0)) / 1e4, Math.round(1e4 * WorkloadData.noise(1, 2, 3)) / 1e4
        });
    }
}
