package dev.hebb.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hebb.io.RecordCodec;
import dev.hebb.shape.ShapeException;
import java.util.List;
import org.junit.jupiter.api.Test;

class InUnitsTest {
    @Test
    void errorsAreInTheUnitOfTheirColumn() {
        double[] prediction = {1, 0, 0, 2};
        double[] target = {0, 0, 0, 0};
        Metric mae = new InUnits(Metrics.meanAbsoluteError(), List.of(3.0, 10.0));
        assertEquals((3 + 20) / 4.0, Scoring.of(mae).figure(prediction, target, 2, 2), 1e-12);
        Metric rmse = new InUnits(Metrics.rootMeanSquaredError(), List.of(2.0));
        assertEquals(Math.sqrt(4 * 5 / 4.0), Scoring.of(rmse).figure(prediction, target, 4), 1e-12);
        assertEquals("rmse", rmse.name());
    }

    @Test
    void sharesOfVarianceStayWhatTheyAre() {
        double[] prediction = {1, 0, 3, 2};
        double[] target = {2, 0, 2, 5};
        for (Metric metric : List.of(Metrics.r2(), Metrics.explainedVariance())) {
            double want = Scoring.of(metric).figure(prediction, target, 4, 1);
            double got = Scoring.of(new InUnits(metric, List.of(7.0))).figure(prediction, target, 4, 1);
            assertEquals(want, got, 1e-12, metric.name());
        }
    }

    @Test
    void aFileKeepsIt() {
        Metric metric = new InUnits(new R2(2), List.of(3.0, 0.1));
        RecordCodec codec = RecordCodec.standard();
        assertEquals(metric, codec.decode(Metric.class, codec.encode(Metric.class, metric)));
    }

    @Test
    void wrongScalesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new InUnits(Metrics.r2(), List.of()));
        assertThrows(IllegalArgumentException.class, () -> new InUnits(Metrics.r2(), List.of(1.0, 0.0)));
        assertThrows(IllegalArgumentException.class, () -> new InUnits(Metrics.r2(), List.of(Double.NaN)));
        Metric two = new InUnits(Metrics.meanSquaredError(), List.of(1.0, 2.0));
        assertThrows(ShapeException.class, () -> Scoring.of(two).figure(new double[3], new double[3], 1, 3));
    }
}
