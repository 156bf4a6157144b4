package dev.hebb.backend.cpu;

import static dev.hebb.nn.Activations.relu;
import static dev.hebb.nn.Activations.softmax;
import static dev.hebb.nn.Activations.tanh;

import dev.hebb.backend.Backend;
import dev.hebb.backend.Backends;
import dev.hebb.metric.Metrics;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Dropout;
import dev.hebb.nn.Layer;
import dev.hebb.nn.Losses;
import dev.hebb.optim.Clipping;
import dev.hebb.optim.Momentum;
import dev.hebb.shape.Precision;
import dev.hebb.train.StepSetting;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole training steps, of which most launches are chained, against the oracle, on any number of threads and rows. */
class ChainStepTest {
    private static final int[] THREADS = {1, 2, 3, 8};
    private static final List<Backend> BACKENDS = new ArrayList<>();

    @BeforeAll
    static void open() {
        Kernels.assumeBuilt();
        for (int threads : THREADS) {
            System.setProperty(CpuThreads.PROPERTY, Integer.toString(threads));
            BACKENDS.add(Backends.open(CpuProvider.NAME));
        }
    }

    @AfterAll
    static void close() {
        System.clearProperty(CpuThreads.PROPERTY);
        BACKENDS.forEach(Backend::close);
        BACKENDS.clear();
    }

    private static void check(StepSetting setting, Precision precision, int rows, boolean accumulate) {
        setting.check(BACKENDS, precision, rows, accumulate, 0);
    }

    private static StepSetting regression(int features, Layer... layers) {
        return new StepSetting(
                features,
                List.of(layers),
                Losses.meanSquaredError(),
                List.of(Metrics.meanAbsoluteError()),
                Momentum.of(1e-2),
                Clipping.byGlobalNorm(1));
    }

    private static Stream<Arguments> sizes() {
        return Stream.concat(
                Stream.of(1, 7, 31, 255, 256, 1023, 1025).map(rows -> Arguments.of(Precision.FLOAT32, rows)),
                Stream.of(7, 256, 1025).map(rows -> Arguments.of(Precision.FLOAT64, rows)));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void aDeepNarrowClassifiersStepIsTheOracles(Precision precision, int rows) {
        // So narrow that the sums of all layers run together.
        check(StepSetting.sigmoids(12, 24, 5), precision, rows, false);
    }

    @Test
    void aStepOfWiderLayersIsTheOracles() {
        check(StepSetting.sigmoids(64, 64, 2), Precision.FLOAT32, 256, false);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void aRegressionsStepIsTheOracles(Precision precision, int rows) {
        check(regression(3, Dense.of(16, tanh()), Dense.of(16, tanh()), Dense.of(1)), precision, rows, false);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void aLinesStepIsTheOracles(Precision precision, int rows) {
        check(regression(1, Dense.of(1)), precision, rows, false);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void aMicroBatchWithDropoutAddsWhatTheOracleAdds(Precision precision, int rows) {
        List<Layer> layers =
                List.of(Dense.of(16, relu()), Dropout.of(0.3), Dense.of(16, relu()), Dense.of(5, softmax()));
        check(StepSetting.classifier(8, layers, Metrics.accuracy()), precision, rows, true);
    }
}
