package dev.hebb.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.benchmarks.PlainEngine;
import dev.hebb.benchmarks.Verification;
import dev.hebb.benchmarks.Workload;
import dev.hebb.benchmarks.Workload.LossKind;
import dev.hebb.benchmarks.Workload.Rule;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The peers do the same work: the same network, data, loss and rule. */
class PeersTest {
    /** Both peers put Adam's epsilon before the bias correction. */
    private static final double TOLERANCE = 1e-4;

    static List<Workload> workloads() {
        return List.of(
                new Workload(
                        "mse", List.of(2, 3, 2), "sigmoid", Optional.of("sigmoid"), LossKind.MSE, Rule.SGD, 1e-3, 4, 1),
                new Workload("ce", List.of(5, 7, 3), "relu", Optional.empty(), LossKind.CE, Rule.ADAM, 1e-3, 6, 1),
                new Workload("bce", List.of(5, 7, 3), "tanh", Optional.empty(), LossKind.BCE, Rule.ADAM, 1e-3, 6, 1));
    }

    private static void check(Verification peer, Workload workload) {
        Verification plain = Verification.of(new PlainEngine(), workload);
        assertTrue(peer.difference(plain) < TOLERANCE, () -> peer + "\n" + plain);
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void djlTrainsAsPlainJava(Workload workload) {
        check(Verification.of(new DjlEngine(), workload), workload);
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void deeplearning4jTrainsAsPlainJava(Workload workload) {
        check(Verification.of(new Dl4jEngine(), workload), workload);
    }
}
