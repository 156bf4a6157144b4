package dev.hebb.model;

import static dev.hebb.nn.Activations.identity;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.data.Dataset;
import dev.hebb.expr.Expr;
import dev.hebb.graph.CompositeOp;
import dev.hebb.graph.ElementwiseOp;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.Concatenate;
import dev.hebb.metric.Metric;
import dev.hebb.nn.Activation;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Initializer;
import dev.hebb.nn.Layer;
import dev.hebb.nn.LayerContext;
import dev.hebb.nn.Loss;
import dev.hebb.nn.Losses;
import dev.hebb.nn.ParameterSpec;
import dev.hebb.optim.Clipping;
import dev.hebb.optim.Optimizer;
import dev.hebb.optim.Schedule;
import dev.hebb.optim.Schedules;
import dev.hebb.optim.Sgd;
import dev.hebb.random.RandomStream;
import dev.hebb.shape.Precision;
import dev.hebb.shape.Shape;
import dev.hebb.train.Fit;
import dev.hebb.train.History;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A new op, layer, optimizer, loss, metric, limit or schedule is one record, registered nowhere: those of this file train through the whole engine. */
class ExtensionTest {
    private static final int ROWS = 12;

    /** {@code x / (1 + |x|)}; its derivative is derived. */
    record Softsign() implements ElementwiseOp {
        @Override
        public Expr forward(List<Expr> x) {
            return x.get(0).over(x.get(0).absolute().plus(1));
        }
    }

    /** {@code sin(a) b}, of two inputs. */
    record Wave() implements ElementwiseOp {
        @Override
        public int arity() {
            return 2;
        }

        @Override
        public Expr forward(List<Expr> x) {
            return x.get(0).sin().times(x.get(1));
        }
    }

    /** Every row divided by its root mean square. */
    record RmsNormalization(double epsilon) implements CompositeOp {
        @Override
        public Value decompose(List<Value> in) {
            return in.get(0).times(in.get(0).square().meanOver(-1).plus(epsilon).rsqrt());
        }
    }

    /** The same number everywhere. */
    record Everywhere(double value) implements Initializer {
        @Override
        public void fill(double[] into, Shape shape, RandomStream random) {
            Arrays.fill(into, value);
        }
    }

    /** Normalized rows with a learned factor for every feature, and a wave on top. */
    record Rescale(double start) implements Layer {
        @Override
        public Value forward(List<Value> inputs, LayerContext context) {
            Value x = inputs.get(0);
            Shape features = Shape.of(x.shape().dim(-1));
            Value gain = context.parameter(ParameterSpec.kernel("gain", features, new Everywhere(start)));
            Value phase = context.parameter(ParameterSpec.bias("phase", features, new Everywhere(0.3)));
            Value scaled = Value.of(new RmsNormalization(1e-6), x).times(gain);
            return scaled.plus(Value.of(new Wave(), x.plus(phase), scaled));
        }
    }

    /** Steps of one length against the sign of the running mean gradient. */
    record SignMomentum(Schedule schedule, double beta) implements Optimizer {
        @Override
        public List<String> state() {
            return List.of("mean");
        }

        @Override
        public Result update(Inputs in) {
            Value mean = in.state("mean").times(beta).plus(in.gradient().times(1 - beta));
            Value direction = mean.map("direction", Expr::sign);
            return new Result(in.parameters().minus(direction.times(in.learningRate())), Map.of("mean", mean));
        }

        @Override
        public Optimizer withSchedule(Schedule other) {
            return new SignMomentum(other, beta);
        }
    }

    /** Falls with the root of the update's number. */
    record RootDecay(double base) implements Schedule {
        @Override
        public double learningRate(int epoch, long step) {
            return base / Math.sqrt(step + 1.0);
        }
    }

    /** Every gradient multiplied. */
    record Damped(double factor) implements Clipping {
        @Override
        public List<Value> apply(List<Value> gradients) {
            return gradients.stream().map(gradient -> gradient.times(factor)).toList();
        }
    }

    /** The mean of prediction minus target. */
    record MeanError() implements Metric {
        @Override
        public String name() {
            return "mean_error";
        }

        @Override
        public Value sums(Scored in) {
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

    private static Dataset data() {
        float[][] x = Small.x(ROWS);
        float[] y = new float[ROWS];
        for (int row = 0; row < ROWS; row++) {
            y[row] = x[row][0] * x[row][1] - x[row][2];
        }
        return Dataset.of(x, y);
    }

    private static Sequential bare() {
        return Sequential.input(Small.FEATURES)
                .add(
                        Dense.of(5, new Activation("softsign", new Softsign())),
                        new Rescale(0.8),
                        Dense.of(1, identity()));
    }

    private static final Loss FOURTH_POWER = Loss.of(
            "fourth_power",
            (prediction, target) -> prediction.minus(target).square().square().mean(-1));

    @Test
    void gradientsThroughNewOpsAreThoseOfCentralDifferences() {
        Dataset data = data();
        try (Model model = bare().precision(Precision.FLOAT64).compile(Sgd.of(0.1), FOURTH_POWER)) {
            Map<String, INDArray> gradients = model.gradients(data);
            assertTrue(
                    gradients.containsKey("rescale_1/gain") && gradients.containsKey("rescale_1/phase"),
                    gradients.keySet()::toString);
            gradients.forEach((path, gradient) -> {
                String[] names = path.split("/");
                double[] values = Small.taken(model.layer(names[0]).get(names[1]));
                double[] derived = Small.taken(gradient);
                double[] measured = new double[values.length];
                for (int i = 0; i < values.length; i++) {
                    double h = 1e-5;
                    measured[i] = (lossAt(model, names, values, i, h, data) - lossAt(model, names, values, i, -h, data))
                            / (2 * h);
                }
                model.layer(names[0]).set(names[1], values);
                assertArrayEquals(
                        measured,
                        derived,
                        1e-6 * (1 + Arrays.stream(measured).map(Math::abs).max().orElse(0)),
                        path);
                assertTrue(Arrays.stream(derived).anyMatch(value -> Math.abs(value) > 1e-3), path + " matters");
            });
        }
    }

    private static double lossAt(
            Model model, String[] names, double[] values, int element, double shift, Dataset data) {
        double[] shifted = values.clone();
        shifted[element] += shift;
        model.layer(names[0]).set(names[1], shifted);
        return model.evaluate(data).get("loss");
    }

    @Test
    void newPartsTrainTogether() {
        Optimizer optimizer = new SignMomentum(new RootDecay(0.1), 0.9);
        try (Model model =
                bare().clipping(new Damped(0.5)).compile(optimizer, Losses.meanSquaredError(), new MeanError())) {
            assertEquals(
                    "[dense_1/kernel, dense_1/bias, rescale_1/gain, rescale_1/phase, dense_2/kernel, dense_2/bias]",
                    model.weights().keySet().toString());
            History history = model.fit(data(), Fit.epochs(20).batchSize(6).validationData(data()));
            double[] losses = history.get("loss");
            assertTrue(losses[19] < losses[0] / 2, losses[0] + " to " + losses[19]);
            assertTrue(Math.abs(history.last().get("val_mean_error")) < 0.5);
            try (INDArray x = Small.array(ROWS);
                    Predictor predictor = model.predictor()) {
                assertArrayEquals(Small.taken(model.predict(x)), Small.taken(predictor.predict(x)));
            }
        }
    }

    @Test
    void aNewOptimizerDoesWhatItSays() {
        double beta = 0.5;
        double rate = 0.25;
        double weight = 2;
        double mean = 0;
        try (Model model = Sequential.input(1).add(Dense.of(1).withoutBias()).precision(Precision.FLOAT64)) {
            model.compile(new SignMomentum(Schedules.constant(rate), beta), Losses.squaredError());
            model.layer("dense_1").set("kernel", weight);
            Dataset one = Dataset.of(new double[][] {{3}}, new double[] {5.5});
            for (int step = 0; step < 5; step++) {
                double gradient = 2 * 3 * (3 * weight - 5.5);
                mean = beta * mean + (1 - beta) * gradient;
                weight -= rate * Math.signum(mean);
                model.partialFit(one);
                assertEquals(weight, Small.weights(model)[0], 1e-12, "step " + step);
            }
        }
    }

    @Test
    void aNewLimitAndScheduleChangeTheUpdate() {
        try (Model damped = plain().clipping(new Damped(0.5)).compile(Sgd.of(0.2), Losses.meanSquaredError());
                Model slower = plain().compile(Sgd.of(0.1), Losses.meanSquaredError());
                Model decaying =
                        plain().compile(Sgd.of(1).withSchedule(new RootDecay(0.2)), Losses.meanSquaredError())) {
            damped.partialFit(data());
            slower.partialFit(data());
            assertArrayEquals(Small.weights(slower), Small.weights(damped), 1e-12);
            double[] before = Small.weights(decaying);
            decaying.partialFit(data());
            double first = Small.weights(decaying)[0] - before[0];
            assertEquals(first / 2, Small.weights(slower)[0] - before[0], 1e-12, "a rate of 0.2, then 0.2 / sqrt(2)");
        }
    }

    private static Model plain() {
        return Sequential.input(Small.FEATURES).add(Dense.of(1)).precision(Precision.FLOAT64);
    }
}
