package dev.hebb.examples;

import static dev.hebb.nn.Activations.softmax;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.data.Dataset;
import dev.hebb.expr.Expr;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.Concatenate;
import dev.hebb.metric.Metric;
import dev.hebb.metric.Metrics;
import dev.hebb.model.Model;
import dev.hebb.model.Predictor;
import dev.hebb.model.Sequential;
import dev.hebb.nn.Activation;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Initializers;
import dev.hebb.nn.Layer;
import dev.hebb.nn.LayerContext;
import dev.hebb.nn.Loss;
import dev.hebb.nn.Losses;
import dev.hebb.nn.ParameterSpec;
import dev.hebb.optim.Adam;
import dev.hebb.shape.Shape;
import dev.hebb.train.Figures;
import dev.hebb.train.Fit;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of docs/java-guide.md on parts of one's own. */
class GuideOwnPartsTest {
    private static final Dataset NUMBERS =
            Dataset.of(new float[][] {{0, 1}, {1, 0}, {1, 1}, {2, 1}}, new float[] {1, 2, 3, 5});

    @Test
    void anActivationIsAnExpression(@TempDir Path folder) {
        Path file = folder.resolve("swish.safetensors");

        Activation swish = Activation.of("swish", x -> x.times(Expr.sigmoid(x))); // its derivative is derived
        try (Model model = Sequential.input(2)
                .add(Dense.of(8, swish), Dense.of(2, softmax()))
                .seed(1)) {
            model.compile(Adam.of(1e-2), Losses.sparseCategoricalCrossEntropy(), Metrics.accuracy());
            model.save(file);
            try (Predictor predictor = Predictor.load(file);
                    Predictor same = model.predictor()) {
                assertArrayEquals(same.predict(1, 0), predictor.predict(1, 0));
            }
        }
    }

    @Test
    void aLossIsAValuePerRow() {
        Loss fourthPower = Loss.of(
                "fourth_power", // one number per row; the engine weighs and averages the rows
                (prediction, target) ->
                        prediction.minus(target).square().square().mean(-1));
        try (Model model = Sequential.input(2).add(Dense.of(1)).seed(1)) {
            model.compile(Adam.of(0.1), fourthPower);

            double before = model.evaluate(NUMBERS).get("loss");
            model.fit(NUMBERS, Fit.epochs(100));
            assertTrue(model.evaluate(NUMBERS).get("loss") < before / 100);
        }
    }

    /** The mean of prediction minus target. */
    record MeanError() implements Metric {
        @Override
        public String name() {
            return "mean_error";
        }

        @Override
        public Value sums(Scored in) { // added up over batches; padding rows have the weight 0
            Value error = in.prediction().minus(in.target()).mean(-1);
            Value total = error.times(in.weights()).sum().reshape(1);
            return Value.of(new Concatenate(0), total, in.weights().sum().reshape(1));
        }

        @Override
        public double figure(double[] totals) {
            return totals[0] / totals[1];
        }

        @Override
        public boolean isHigherBetter() {
            return false;
        }
    }

    @Test
    void aMetricIsSumsAndAFigure() {
        try (Model model = Sequential.input(2).add(Dense.of(1)).seed(1)) {
            model.compile(Adam.of(0.1), Losses.meanSquaredError(), new MeanError());
            Figures figures = model.evaluate(NUMBERS);
            double meanError = figures.get("mean_error");

            model.fit(NUMBERS, Fit.epochs(300));
            assertTrue(Math.abs(model.evaluate(NUMBERS).get("mean_error")) < Math.abs(meanError));
        }
    }

    /** Every column times a number that is learned. */
    record Gain(double start) implements Layer {
        @Override
        public Value forward(List<Value> inputs, LayerContext context) {
            Value x = inputs.get(0);
            Shape columns = Shape.of(x.shape().dim(-1));
            return x.times(context.parameter(ParameterSpec.kernel("gain", columns, Initializers.constant(start))));
        }
    }

    @Test
    void aLayerAsksForItsParameters(@TempDir Path folder) {
        Path file = folder.resolve("gain.safetensors");
        try (Model model = Sequential.input(2).add(new Gain(0.5), Dense.of(1)).seed(1)) {
            model.compile(Adam.of(0.1), Losses.meanSquaredError());
            model.fit(NUMBERS, Fit.epochs(5));
            model.save(file);
        }

        try (Predictor predictor = Predictor.load(file); // needs no class of yours
                Model model = Model.load(file, Gain.class)) { // training on does
            float predicted = predictor.predict(1, 0)[0];

            try (Predictor same = model.predictor()) {
                assertEquals(same.predict(1, 0)[0], predicted);
            }
        }
    }
}
