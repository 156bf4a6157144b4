package dev.hebb.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hebb.io.RecordCodec;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizerSettingsTest {
    static Stream<Optimizer> all() {
        return Stream.of(
                Sgd.of(0.1),
                Momentum.of(0.1).withMomentum(0.5),
                Nesterov.of(0.1).withMomentum(0.5),
                RmsProp.of(0.1).withAlpha(0.5).withEpsilon(1e-3),
                Adam.of(0.1).withBetas(0.5, 0.75).withEpsilon(1e-3),
                AdamW.of(0.1).withBetas(0.5, 0.75).withEpsilon(1e-3).withWeightDecay(0.25));
    }

    @ParameterizedTest
    @MethodSource("all")
    void anotherScheduleLeavesTheOtherSettings(Optimizer optimizer) {
        Schedule decay = Schedules.stepDecay(0.4, 3, 0.5);
        Optimizer changed = optimizer.withSchedule(decay);
        assertEquals(decay, changed.schedule());
        assertEquals(optimizer, changed.withSchedule(new ConstantRate(0.1)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyOptimizerIsSavedAndLoaded(Optimizer optimizer) {
        RecordCodec codec = RecordCodec.standard();
        assertEquals(optimizer, codec.decode(Optimizer.class, codec.encode(Optimizer.class, optimizer)));
        Optimizer decaying = optimizer.withSchedule(Schedules.stepDecayBySteps(0.4, 3, 0.5));
        assertEquals(decaying, codec.decode(Optimizer.class, codec.encode(Optimizer.class, decaying)));
    }

    @Test
    void clippingIsSavedAndLoaded() {
        RecordCodec codec = RecordCodec.standard();
        for (Clipping clipping : new Clipping[] {Clipping.NONE, Clipping.byValue(1), Clipping.byGlobalNorm(2)}) {
            assertEquals(clipping, codec.decode(Clipping.class, codec.encode(Clipping.class, clipping)));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void ratesMustBeFiniteAndAboveZero(double rate) {
        for (DoubleFunction<Optimizer> rule : List.<DoubleFunction<Optimizer>>of(
                Sgd::of, Momentum::of, Nesterov::of, RmsProp::of, Adam::of, AdamW::of)) {
            refused("expected a finite learning rate above 0 but got " + rate + " in ConstantRate", () -> {
                Optimizer unused = rule.apply(rate);
            });
        }
        refused(
                "expected a finite epsilon above 0 but got " + rate + " in Adam",
                () -> Adam.of(1).withEpsilon(rate));
        refused(
                "expected a finite epsilon above 0 but got " + rate + " in RmsProp",
                () -> RmsProp.of(1).withEpsilon(rate));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1.5, -0.1, Double.NaN})
    void sharesMustBeFromZeroToBelowOne(double share) {
        refused(
                "expected a momentum from 0 to below 1 but got " + share + " in Momentum",
                () -> Momentum.of(1).withMomentum(share));
        refused(
                "expected a momentum from 0 to below 1 but got " + share + " in Nesterov",
                () -> Nesterov.of(1).withMomentum(share));
        refused(
                "expected a beta1 from 0 to below 1 but got " + share + " in Adam",
                () -> Adam.of(1).withBetas(share, 0.9));
        refused(
                "expected a beta2 from 0 to below 1 but got " + share + " in AdamW",
                () -> AdamW.of(1).withBetas(0.9, share));
        refused(
                "expected a alpha from 0 to below 1 but got " + share + " in RmsProp",
                () -> RmsProp.of(1).withAlpha(share));
    }

    @Test
    void decayAndSchedulesAreChecked() {
        refused(
                "expected a finite weight decay of 0 or more but got -1.0 in AdamW",
                () -> AdamW.of(1).withWeightDecay(-1));
        refused("expected 1 or more epochs but got 0 in StepDecay", () -> Schedules.stepDecay(1, 0, 0.5));
        refused("expected 1 or more steps but got 0 in StepDecay", () -> Schedules.stepDecayBySteps(1, 0, 0.5));
        refused("expected a finite factor above 0 but got 0.0 in StepDecay", () -> Schedules.stepDecay(1, 1, 0));
        refused(
                "expected a finite learning rate above 0 but got 0.0 in StepDecay",
                () -> Schedules.stepDecay(0, 1, 0.5));
    }

    private static void refused(String message, Runnable make) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, make::run).getMessage());
    }
}
