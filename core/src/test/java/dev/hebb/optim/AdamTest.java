package dev.hebb.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.graph.Graph;
import dev.hebb.graph.Node;
import dev.hebb.graph.Oracle;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.Expression;
import dev.hebb.shape.TensorType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdamTest {
    private static final TensorType FLAT = TensorType.ofFloat(3);
    private static final TensorType SCALAR = TensorType.ofFloat();

    private static Optimizer.Result update(Optimizer rule, boolean decays) {
        return rule.update(new Optimizer.Inputs(
                Value.input("p", FLAT),
                Value.input("g", FLAT),
                Map.of("m", Value.input("m", FLAT), "v", Value.input("v", FLAT)),
                Value.input("lr", SCALAR),
                Value.input("t", SCALAR),
                decays));
    }

    private static Oracle oracle(double step) {
        return new Oracle()
                .feed("p", 1, 2, 3)
                .feed("g", 1, -2, 0)
                .feed("m", 0, 0, 0)
                .feed("v", 0, 0, 0)
                .feed("lr", 0.1)
                .feed("t", step);
    }

    @Test
    void theFirstStepIsOneLearningRateLong() {
        double[] got = oracle(1).evaluate(update(Adam.of(1), true).parameters());
        assertArrayEquals(new double[] {0.9, 2.1, 3}, got, 1e-8);
    }

    /** 1 - pow(beta, t) would be off by 1e-13 at the first step, in single precision by 1e-4. */
    @Test
    void biasCorrectionKeepsItsDigits() {
        Optimizer.Result result = update(Adam.of(1), true);
        List<Value> corrections = Graph.nodes(List.of(result.parameters())).stream()
                .filter(node -> node.op() instanceof Expression)
                .map(Node::output)
                .toList();
        assertEquals(2, corrections.size());
        for (int t : new int[] {1, 2, 3, 10, 1000}) {
            double[] want = {exact(Adam.DEFAULT_BETA1, t), exact(Adam.DEFAULT_BETA2, t)};
            double[] got = corrections.stream()
                    .mapToDouble(value -> oracle(t).evaluate(value)[0])
                    .sorted()
                    .toArray();
            assertEquals(want[1], got[0], 2e-15 * want[1], "step " + t);
            assertEquals(want[0], got[1], 2e-15 * want[0], "step " + t);
        }
    }

    private static double exact(double beta, int t) {
        return BigDecimal.ONE
                .subtract(new BigDecimal(beta).pow(t, MathContext.DECIMAL128))
                .doubleValue();
    }

    @Test
    void biasCorrectionsAreScalars() {
        Graph.nodes(List.of(update(Adam.of(1), true).parameters())).stream()
                .filter(node -> node.op() instanceof Expression)
                .forEach(node -> assertTrue(node.output().shape().isScalar()));
    }

    @Test
    void aBetaOfZeroForgetsEverything() {
        double[] got = oracle(3)
                .feed("m", 5, 5, 5)
                .evaluate(update(Adam.of(1).withBetas(0, 0), true).parameters());
        assertArrayEquals(new double[] {0.9, 2.1, 3}, got, 1e-7);
    }

    @Test
    void decayShrinksKernelsAndLeavesBiasesAlone() {
        AdamW rule = AdamW.of(1).withWeightDecay(0.5);
        double[] adam = oracle(1).evaluate(update(Adam.of(1), true).parameters());
        assertArrayEquals(adam, oracle(1).evaluate(update(rule, false).parameters()));
        double[] decayed = oracle(1).evaluate(update(rule, true).parameters());
        for (int i = 0; i < 3; i++) {
            assertEquals(adam[i] - 0.1 * 0.5 * (i + 1), decayed[i], 1e-12);
        }
    }

    @Test
    void adamWWithoutDecayIsAdam() {
        double[] adam = oracle(1).evaluate(update(Adam.of(1), true).parameters());
        assertArrayEquals(
                adam,
                oracle(1).evaluate(update(AdamW.of(1).withWeightDecay(0), true).parameters()));
    }
}
