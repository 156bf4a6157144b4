package dev.hebb.train;

import static dev.hebb.nn.Activations.identity;
import static dev.hebb.nn.Activations.relu;
import static dev.hebb.nn.Activations.sigmoid;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.data.Dataset;
import dev.hebb.model.Model;
import dev.hebb.model.Refused;
import dev.hebb.model.Sequential;
import dev.hebb.model.Small;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Lambda;
import dev.hebb.nn.Layer;
import dev.hebb.nn.Losses;
import dev.hebb.optim.Adam;
import dev.hebb.optim.Sgd;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** NaN and infinity that arise in a step stop training before the step has changed anything. */
class NonFiniteTest {
    private static final Layer EXPLOSION = Lambda.of("explosion", x -> x.exp());

    /** Five rows of two features, the fourth of which is too large for the exponential. */
    private static Dataset data() {
        return Dataset.of(
                new float[][] {{0.5f, 1}, {1, -1}, {-1, 0.5f}, {900, 900}, {0.2f, 0.1f}},
                new float[][] {{1}, {0}, {1}, {0}, {1}});
    }

    private static Model exploding() {
        Model model = Sequential.input(2)
                .add(Dense.of(3, relu()), EXPLOSION, Dense.of(1, sigmoid()))
                .seed(5);
        return model.compile(Adam.of(0.01), Losses.meanSquaredError());
    }

    private static Dataset row(int row) {
        return data().rows(new int[] {row});
    }

    @Test
    void trainingStopsBeforeTheUpdateAndNamesTheLayer() {
        try (Model model = exploding();
                Model reference = exploding()) {
            NonFiniteException stop = Refused.by(
                    NonFiniteException.class,
                    () -> model.fit(data(), Fit.epochs(9).batchSize(1).inOrder()),
                    "the output of layer explosion_1",
                    "update 4",
                    "learning rate 0.01",
                    "as before this update");
            assertEquals(0, stop.getSuppressed().length);
            for (int row = 0; row < 3; row++) {
                reference.partialFit(row(row));
            }
            assertArrayEquals(Small.weights(reference), Small.weights(model));
            model.partialFit(row(4));
            reference.partialFit(row(4));
            assertArrayEquals(Small.weights(reference), Small.weights(model), "the optimizer's state is as before too");
        }
    }

    @Test
    void aPartOfABatchIsEnough() {
        try (Model model = exploding()) {
            double[] before = Small.weights(model);
            Fit fit = Fit.epochs(1).batchSize(5).inOrder();
            Refused.by(NonFiniteException.class, () -> model.fit(data(), fit), "layer explosion_1", "update 1");
            Refused.by(
                    NonFiniteException.class,
                    () -> model.fit(data(), fit.accumulate(3)),
                    "layer explosion_1",
                    "update 1");
            Refused.by(NonFiniteException.class, () -> model.partialFit(data()), "layer explosion_1", "update 1");
            assertArrayEquals(before, Small.weights(model));
        }
    }

    @Test
    void aGradientThatIsNotFiniteBehindAFiniteLossIsNamed() {
        Layer root = Lambda.of("root", x -> x.max(0).sqrt());
        try (Model model = Sequential.input(1).add(Dense.of(1).withoutBias(), root)) {
            model.compile(Sgd.of(0.1), Losses.meanSquaredError());
            model.layer("dense_1").set("kernel", 1);
            Dataset zero = Dataset.of(new float[][] {{0}}, new float[][] {{1}});
            assertEquals(1, model.evaluate(zero).get("loss"));
            Refused.by(NonFiniteException.class, () -> model.partialFit(zero), "the gradient of dense_1/kernel");
            assertArrayEquals(new double[] {1}, Small.weights(model));
        }
    }

    @Test
    void aLossThatOverflowsIsNamed() {
        try (Model model = Sequential.input(1).add(Dense.of(1, identity()).withoutBias())) {
            model.compile(Sgd.of(0.1), Losses.meanSquaredError());
            model.layer("dense_1").set("kernel", 1);
            Dataset far = Dataset.of(new float[][] {{1e20f}}, new float[][] {{0}});
            Refused.by(NonFiniteException.class, () -> model.partialFit(far), "the loss of output dense_1");
        }
    }

    @Test
    void divergenceIsNoticedWhileTheWeightsAreFinite() {
        try (Model model = Sequential.input(Small.FEATURES).add(Dense.of(4), Dense.of(1))) {
            model.compile(Sgd.of(1e4), Losses.meanSquaredError());
            Dataset data = Dataset.of(Small.x(20), new float[20][1]);
            Refused.by(
                    NonFiniteException.class,
                    () -> model.fit(data, Fit.epochs(100).batchSize(5)),
                    "learning rate 10000.0");
            for (double weight : Small.weights(model)) {
                assertTrue(Double.isFinite(weight), "" + weight);
            }
        }
    }

    @Test
    void callbacksHearOfTheEnd() {
        List<String> heard = new ArrayList<>();
        Callback listener = training -> new Callback.Hooks() {
            @Override
            public void onEpochEnd(int epoch, Figures figures) {
                heard.add("epoch");
            }

            @Override
            public void onEnd() {
                heard.add("end");
            }
        };
        try (Model model = exploding()) {
            Fit fit = Fit.epochs(3).batchSize(5).callbacks(listener);
            Refused.by(NonFiniteException.class, () -> model.fit(data(), fit));
            assertEquals(List.of("end"), heard);
        }
    }
}
