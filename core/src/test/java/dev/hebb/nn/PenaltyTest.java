package dev.hebb.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hebb.Golden;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PenaltyTest {
    private static double of(Penalty penalty, double[] weights) {
        Penalty sum = penalty.asSum(weights.length);
        double absolute = Arrays.stream(weights).map(Math::abs).sum();
        double squares = Arrays.stream(weights).map(w -> w * w).sum();
        return sum.l1() * absolute + sum.l2() * squares;
    }

    @Test
    void theMeansOfTheLecturesAreRight() {
        JsonNode golden = Golden.read("lectures.json").get("regularization");
        double[] weights = Golden.numbers(golden.get("weights"));
        assertEquals(golden.get("lasso_mean").asDouble(), of(Penalty.lassoMean(1), weights), 1e-15);
        assertEquals(golden.get("ridge_half_mean").asDouble(), of(Penalty.ridgeMean(1), weights), 1e-15);
        double r = golden.get("r").asDouble();
        assertEquals(golden.get("elastic_net").asDouble(), of(Penalty.elasticNetMean(1, r), weights), 1e-15);
    }

    @Test
    void sumsAreKeras() {
        double[] weights = {1, -2, 3};
        assertEquals(0.6, of(Penalty.l1(0.1), weights), 1e-15);
        assertEquals(1.4, of(Penalty.l2(0.1), weights), 1e-15);
        assertEquals(2.0, of(Penalty.elasticNet(0.1, 0.1), weights), 1e-15);
        assertTrue(Penalty.NONE.isNone());
        assertEquals(Penalty.NONE, Penalty.lassoMean(0).asSum(3));
    }

    @Test
    void factorsOutOfRangeAreRefused() {
        assertEquals(
                "expected a penalty l1 of 0 or more but got -1.0",
                assertThrows(IllegalArgumentException.class, () -> Penalty.l1(-1))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> Penalty.l2(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Penalty.elasticNetMean(1, 1.5));
    }
}
