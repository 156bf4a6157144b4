package dev.hebb.model;

import static dev.hebb.nn.Activations.identity;
import static dev.hebb.nn.Activations.logSoftmax;
import static dev.hebb.nn.Activations.relu;
import static dev.hebb.nn.Activations.sigmoid;
import static dev.hebb.nn.Activations.softmax;
import static dev.hebb.nn.Activations.tanh;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import dev.hebb.backend.BackendException;
import dev.hebb.data.Dataset;
import dev.hebb.metric.Metrics;
import dev.hebb.nn.Activation;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Dropout;
import dev.hebb.nn.Loss;
import dev.hebb.nn.Losses;
import dev.hebb.nn.Penalty;
import dev.hebb.nn.Tensor;
import dev.hebb.optim.Adam;
import dev.hebb.optim.AdamW;
import dev.hebb.optim.Momentum;
import dev.hebb.optim.Nesterov;
import dev.hebb.optim.RmsProp;
import dev.hebb.optim.Schedules;
import dev.hebb.optim.Sgd;
import dev.hebb.shape.ShapeException;
import dev.hebb.train.DataMismatchException;
import dev.hebb.train.Fit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Models, optimizers and weights that cannot work are refused where they are made or given. */
class BadSettingsTest {
    private static Sequential ending(Activation last, int units) {
        return Sequential.input(Small.FEATURES).add(Dense.of(units, last));
    }

    @Test
    void lossesOnLogitsBehindProbabilities() {
        for (Activation last : List.of(softmax(), sigmoid(), logSoftmax())) {
            for (Loss loss : List.of(
                    Losses.sparseCategoricalCrossEntropyFromLogits(), Losses.categoricalCrossEntropyFromLogits())) {
                try (Model model = ending(last, 3)) {
                    Refused.by(
                            IllegalArgumentException.class,
                            () -> model.compile(Sgd.of(0.1), loss),
                            "expected logits",
                            last.name(),
                            "dense_1",
                            loss.name());
                }
            }
        }
        try (Model model = ending(sigmoid(), 1)) {
            Refused.by(
                    IllegalArgumentException.class,
                    () -> model.compile(Sgd.of(0.1), Losses.binaryCrossEntropyFromLogits()),
                    "sigmoid",
                    "remove the activation");
        }
        try (Model apart = Sequential.input(Small.FEATURES).add(Dense.of(3), softmax())) {
            Refused.by(
                    IllegalArgumentException.class,
                    () -> apart.compile(Sgd.of(0.1), Losses.sparseCategoricalCrossEntropyFromLogits()),
                    "softmax_1");
        }
    }

    @Test
    void lossesOnProbabilitiesBehindSomethingElse() {
        for (Activation last : List.of(identity(), relu(), tanh(), logSoftmax())) {
            for (Loss loss : List.of(
                    Losses.sparseCategoricalCrossEntropy(),
                    Losses.categoricalCrossEntropy(),
                    Losses.binaryCrossEntropy())) {
                try (Model model = ending(last, 3)) {
                    Refused.by(
                            IllegalArgumentException.class,
                            () -> model.compile(Sgd.of(0.1), loss),
                            "expected probabilities",
                            "dense_1",
                            loss.name(),
                            "from logits");
                }
            }
        }
        try (Model bare = Sequential.input(3).add(Dense.of(3).withoutBias())) {
            Refused.by(
                    IllegalArgumentException.class,
                    () -> bare.compile(Sgd.of(0.1), Losses.categoricalCrossEntropy()),
                    "matrix_product");
        }
    }

    @Test
    void lossesThatGoWithTheLastLayerAreTaken() {
        for (Loss loss : Losses.all()) {
            Activation last = loss.expects() == Loss.Expects.LOGITS
                    ? identity()
                    : loss.name().startsWith("binary") ? sigmoid() : softmax();
            try (Model model = ending(last, 3)) {
                assertDoesNotThrow(() -> model.compile(Sgd.of(0.1), loss), loss.name());
            }
        }
    }

    @Test
    void classesThatOneUnitCannotTellApart() {
        try (Model model = ending(softmax(), 1)) {
            Refused.by(
                    IllegalArgumentException.class,
                    () -> model.compile(Sgd.of(0.1), Losses.categoricalCrossEntropy()),
                    "at least 2 classes",
                    "got 1 unit");
        }
        try (Model model = ending(sigmoid(), 1)) {
            Refused.by(
                    IllegalArgumentException.class,
                    () -> model.compile(Sgd.of(0.1), Losses.sparseCategoricalCrossEntropy()),
                    "at least 2 classes",
                    "binaryCrossEntropy");
        }
    }

    @Test
    void metricsThatDoNotGoWithTheOutputAreRefusedAtOnce() {
        try (Model model = ending(softmax(), 3)) {
            Refused.by(
                    ShapeException.class,
                    () -> model.compile(Sgd.of(0.1), Losses.sparseCategoricalCrossEntropy(), Metrics.topKAccuracy(9)),
                    "9");
            assertDoesNotThrow(() -> Small.compiled(model).fit(Small.data(4), Fit.epochs(1)));
            Refused.by(
                    ShapeException.class,
                    () -> model.compile(Sgd.of(0.1), Losses.sparseCategoricalCrossEntropy(), Metrics.topKAccuracy(9)),
                    "9");
            assertDoesNotThrow(() -> model.evaluate(Small.data(4)), "it is compiled as before");
        }
    }

    @Test
    void lossesAndMetricsOfOutputsThatAreNotThere() {
        Tensor in = Tensor.input("x", 2);
        try (Model two = Model.inputs(in)
                .outputs(
                        Dense.of(1).named("a").apply(in), Dense.of(1).named("b").apply(in))) {
            Refused.by(
                    IllegalArgumentException.class,
                    () -> two.compile(Sgd.of(0.1), Losses.meanSquaredError()),
                    "[a, b]",
                    "one loss",
                    "Loss.on");
            Refused.by(
                    IllegalArgumentException.class,
                    () -> two.compile(Sgd.of(0.1), Loss.on("c", Losses.meanSquaredError())),
                    "[a, b]",
                    "'c'");
            Refused.by(
                    IllegalArgumentException.class,
                    () -> two.compile(
                            Sgd.of(0.1), Loss.on("a", Losses.meanSquaredError()), Map.of("b", List.of(Metrics.r2()))),
                    "[a]",
                    "'b'");
        }
    }

    @Test
    void useBeforeCompile() {
        Dataset data = Small.data(4);
        try (Model model = Small.bare()) {
            Map<String, Executable> uses = new LinkedHashMap<>();
            uses.put("fit", () -> model.fit(data, Fit.epochs(1)));
            uses.put("fitAsync", () -> model.fitAsync(data, Fit.epochs(1), Runnable::run));
            uses.put("partialFit", () -> model.partialFit(data));
            uses.put("evaluate", () -> model.evaluate(data));
            uses.put("gradients", () -> model.gradients(data));
            uses.put("memoryPlan", () -> model.memoryPlan(2));
            uses.put("planText", () -> model.planText(2));
            uses.forEach((name, use) -> Refused.by(
                    IllegalStateException.class,
                    use,
                    "expected a compiled model",
                    "compile(optimizer, loss, metrics)"));
            assertDoesNotThrow(() -> Small.taken(model.predict(Small.array(4))), "prediction needs no loss");
            assertDoesNotThrow(
                    () -> Small.compiled(model).fit(data, Fit.epochs(1)), "a refused fit leaves the model free");
        }
    }

    @Test
    void learningRatesThatAreNone() {
        Map<String, DoubleFunction<Object>> rates = new LinkedHashMap<>();
        rates.put("sgd", Sgd::of);
        rates.put("momentum", Momentum::of);
        rates.put("nesterov", Nesterov::of);
        rates.put("rmsprop", RmsProp::of);
        rates.put("adam", Adam::of);
        rates.put("adamw", AdamW::of);
        rates.put("constant", Schedules::constant);
        rates.put("step decay", rate -> Schedules.stepDecay(rate, 1, 0.5));
        for (double rate : new double[] {-0.1, 0, Double.NaN, Double.POSITIVE_INFINITY}) {
            rates.forEach((name, maker) ->
                    Refused.by(IllegalArgumentException.class, () -> maker.apply(rate), "above 0", "got " + rate));
        }
        Refused.by(
                IllegalArgumentException.class,
                () -> AdamW.of(0.1).withWeightDecay(-1),
                "weight decay of 0 or more",
                "got -1.0",
                "AdamW");
    }

    @Test
    void penaltiesBelowZero() {
        for (double factor : new double[] {-1e-9, Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY}) {
            Refused.by(
                    IllegalArgumentException.class,
                    () -> Penalty.l1(factor),
                    "penalty l1 of 0 or more",
                    "got " + factor);
            Refused.by(
                    IllegalArgumentException.class,
                    () -> Penalty.l2(factor),
                    "penalty l2 of 0 or more",
                    "got " + factor);
            Refused.by(IllegalArgumentException.class, () -> Penalty.elasticNet(0, factor), "got " + factor);
            Refused.by(IllegalArgumentException.class, () -> Penalty.ridgeMean(factor));
            Refused.by(IllegalArgumentException.class, () -> Penalty.lassoMean(factor));
        }
        Refused.by(IllegalArgumentException.class, () -> Dropout.of(1), "from 0 to below 1", "got 1.0");
        Refused.by(IllegalArgumentException.class, () -> Dense.of(0), "1 or more units", "got 0");
    }

    @Test
    void backendsThatAreUnknownOrCannotBeUsed() {
        try (Recorder recorder = Recorder.install();
                Model unknown = Small.bare().backend("gpu9");
                Model unusable = Small.bare().backend(Recorder.UNUSABLE)) {
            Refused.by(BackendException.class, unknown::device, "'gpu9'", "nd4j", Recorder.NAME);
            Refused.by(
                    BackendException.class, () -> Small.compiled(unknown).fit(Small.data(2), Fit.epochs(1)), "'gpu9'");
            Refused.by(
                    BackendException.class,
                    () -> unusable.predict(Small.array(2)),
                    "'" + Recorder.UNUSABLE + "'",
                    Recorder.REASON);
            Refused.by(BackendException.class, unusable::predictor, Recorder.REASON);
            org.junit.jupiter.api.Assertions.assertEquals(0, recorder.openBackends());
        }
    }

    @Test
    void moreParametersThanThereAreNumbers() {
        try (Model wide = Sequential.input(1 << 20).add(Dense.of(1 << 20))) {
            Refused.by(
                    ShapeException.class,
                    wide::parameterCount,
                    "[1048576, 1048576]",
                    "kernel",
                    "dense_1",
                    "smaller layer");
            Refused.by(
                    ShapeException.class, () -> wide.compile(Sgd.of(0.1), Losses.meanSquaredError()), "smaller layer");
        }
        try (Model endless = Sequential.input(Long.MAX_VALUE / 2).add(Dense.of(Integer.MAX_VALUE))) {
            Refused.by(ShapeException.class, endless::network, "elements", "smaller layers");
        }
    }

    @Test
    void modelsOfNothing() {
        try (Model none = Sequential.input(3);
                Model image = Sequential.input(28, 28).add(Dense.of(3))) {
            Refused.by(IllegalStateException.class, none::network, "at least one layer", "none");
            Refused.by(
                    ShapeException.class, image::network, "[batch, features]", "[batch, 28, 28]", "dense_1", "Flatten");
        }
        try (Model zero = Sequential.input(0).add(Dense.of(1))) {
            Refused.by(IllegalArgumentException.class, zero::network, "1 or more", "[0]", "input");
        }
        try (Model functional = Model.inputs(Tensor.input("x", 1))) {
            Refused.by(IllegalStateException.class, functional::network, "at least one output", "none");
        }
    }

    @Test
    void weightsThatDoNotFit() {
        try (Model model = Small.model();
                INDArray kernel = Nd4j.ones(Small.FEATURES, 5);
                INDArray other = Nd4j.ones(5, Small.FEATURES)) {
            double[] before = Small.weights(model);
            LayerHandle layer = model.layer("dense_1");
            Refused.by(DataMismatchException.class, () -> layer.setKernel(other), "[4, 5]", "[5, 4]", "dense_1/kernel");
            Refused.by(DataMismatchException.class, () -> layer.setBias(kernel), "[5]", "[4, 5]", "dense_1/bias");
            Refused.by(
                    DataMismatchException.class,
                    () -> layer.set("kernel", 1, 2, 3),
                    "[4, 5]",
                    "3 values",
                    "dense_1/kernel");
            Refused.by(
                    IllegalArgumentException.class, () -> layer.set("gamma", 1), "dense_1/kernel", "'dense_1/gamma'");
            Refused.by(IllegalArgumentException.class, () -> layer.get("gamma"), "'dense_1/gamma'");
            Refused.by(IllegalArgumentException.class, () -> model.layer("dense_9"), "[dense_1, dense_2]", "'dense_9'");
            Refused.by(
                    IllegalArgumentException.class,
                    () -> model.output("dense_9", Small.array(2)),
                    "[dense_1, dense_2]",
                    "'dense_9'");
            Map<String, INDArray> some = new LinkedHashMap<>();
            some.put("dense_1/kernel", kernel);
            some.put("dense_2/kernel", kernel);
            Refused.by(DataMismatchException.class, () -> model.setWeights(some), "[5, 3]", "[4, 5]", "dense_2/kernel");
            INDArray closed = Nd4j.ones(Small.FEATURES, 5);
            closed.close();
            Refused.by(
                    DataMismatchException.class,
                    () -> layer.setKernel(closed),
                    "open array",
                    "closed",
                    "dense_1/kernel");
            assertArrayEquals(before, Small.weights(model), "nothing has changed by any of these");
        }
    }
}
