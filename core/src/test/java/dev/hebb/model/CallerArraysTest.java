package dev.hebb.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.data.Dataset;
import dev.hebb.nn.Losses;
import dev.hebb.optim.Sgd;
import dev.hebb.shape.Precision;
import dev.hebb.train.Fit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Arrays that are given are only read and not kept; arrays that are returned are the caller's. */
class CallerArraysTest {
    private static final int ROWS = 6;

    /** One matrix in many layouts; all hold the same numbers. */
    private static Map<String, UnaryOperator<INDArray>> layouts() {
        Map<String, UnaryOperator<INDArray>> layouts = new LinkedHashMap<>();
        layouts.put("row-major", array -> array.dup('c'));
        layouts.put("column-major", array -> array.dup('f'));
        layouts.put("transposed", array -> array.transpose().dup('c').transpose());
        layouts.put("every second column", CallerArraysTest::everySecondColumn);
        layouts.put("inner rows of a larger one", CallerArraysTest::innerRows);
        layouts.put("double", array -> array.castTo(DataType.DOUBLE).dup('f'));
        return layouts;
    }

    private static INDArray everySecondColumn(INDArray array) {
        INDArray wide = Nd4j.valueArrayOf(new long[] {array.rows(), 2L * array.columns()}, -99.0, DataType.FLOAT);
        INDArray view = wide.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 2, 2L * array.columns()));
        view.assign(array);
        return view;
    }

    private static INDArray innerRows(INDArray array) {
        INDArray tall = Nd4j.valueArrayOf(new long[] {array.rows() + 3L, array.columns()}, -99.0, DataType.FLOAT);
        INDArray view = tall.get(NDArrayIndex.interval(2, 2 + array.rows()), NDArrayIndex.all());
        view.assign(array);
        return view;
    }

    private static INDArray oneHot() {
        INDArray y = Nd4j.zeros(DataType.FLOAT, ROWS, Small.CLASSES);
        int[] classes = Small.classes(ROWS);
        for (int row = 0; row < ROWS; row++) {
            y.putScalar(row, classes[row], 1);
        }
        return y;
    }

    private static Model model() {
        return Small.bare().compile(Sgd.of(0.1), Losses.categoricalCrossEntropy());
    }

    /** Everything that takes arrays, by what it gives. */
    private static List<double[]> everything(INDArray x, INDArray y, INDArray kernel) {
        List<double[]> results = new ArrayList<>();
        try (Model model = model()) {
            model.layer("dense_1").setKernel(kernel);
            model.setWeights(Map.of("dense_1/kernel", kernel));
            results.add(Small.taken(model.layer("dense_1").kernel()));
            model.fit(x, y, Fit.epochs(2));
            model.partialFit(x, y);
            results.add(Small.weights(model));
            results.add(new double[] {model.evaluate(x, y).get("loss")});
            results.add(Small.taken(model.predict(x)));
            results.add(Small.taken(model.output("dense_1", x)));
            model.gradients(x, y).values().forEach(gradient -> results.add(Small.taken(gradient)));
            try (Predictor predictor = model.predictor()) {
                results.add(Small.taken(predictor.predict(x)));
            }
        }
        return results;
    }

    private static void assertSame(List<double[]> expected, List<double[]> got, String layout) {
        assertEquals(expected.size(), got.size());
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), got.get(i), layout + ", result " + i);
        }
    }

    @Test
    void everyLayoutGivesTheSameAndIsLeftAsItIs() {
        INDArray kernel = Nd4j.linspace(-1, 1, 20, DataType.FLOAT).reshape(4, 5);
        List<double[]> expected = everything(Small.array(ROWS), oneHot(), kernel);
        layouts().forEach((name, layout) -> {
            List<INDArray> given =
                    List.of(layout.apply(Small.array(ROWS)), layout.apply(oneHot()), layout.apply(kernel));
            List<double[]> before =
                    given.stream().map(array -> array.data().asDouble()).toList();
            List<String> shapes =
                    given.stream().map(INDArray::shapeInfoToString).toList();
            assertSame(expected, everything(given.get(0), given.get(1), given.get(2)), name);
            for (int i = 0; i < given.size(); i++) {
                assertFalse(given.get(i).wasClosed(), name);
                assertArrayEquals(before.get(i), given.get(i).data().asDouble(), name);
                assertEquals(shapes.get(i), given.get(i).shapeInfoToString(), name);
            }
        });
    }

    @Test
    void arraysOfAWorkspaceAreReadAndTheWorkspaceIsNotUsed() {
        INDArray kernel = Nd4j.linspace(-1, 1, 20, DataType.FLOAT).reshape(4, 5);
        List<double[]> expected = everything(Small.array(ROWS), oneHot(), kernel);
        WorkspaceConfiguration settings =
                WorkspaceConfiguration.builder().initialSize(1 << 20).build();
        List<INDArray> returned = new ArrayList<>();
        try (MemoryWorkspace workspace = Nd4j.getWorkspaceManager().getAndActivateWorkspace(settings, "callers")) {
            INDArray x = Small.array(ROWS).dup('f');
            INDArray y = oneHot().dup('f');
            INDArray inside = kernel.dup('f');
            assertTrue(x.isAttached() && y.isAttached() && inside.isAttached());
            try (Model model = model()) {
                long used = workspace.getPrimaryOffset();
                model.layer("dense_1").setKernel(inside);
                model.fit(x, y, Fit.epochs(2).batchSize(4));
                returned.add(model.predict(x));
                returned.add(model.output("dense_1", x));
                returned.addAll(model.gradients(x, y).values());
                returned.addAll(model.weights().values());
                assertEquals(used, workspace.getPrimaryOffset(), "bytes of the workspace in use");
            }
            assertSame(expected, everything(x, y, inside), "workspace");
        }
        for (INDArray array : returned) {
            assertFalse(array.isAttached());
            assertTrue(Double.isFinite(array.sumNumber().doubleValue()));
            array.close();
        }
        Nd4j.getWorkspaceManager().destroyWorkspace(Nd4j.getWorkspaceManager().getWorkspaceForCurrentThread("callers"));
    }

    @Test
    void arraysAreNotKept() {
        INDArray x = Small.array(ROWS);
        INDArray y = oneHot();
        try (Model model = model();
                Model other = model()) {
            Dataset data = Dataset.of(x, y);
            model.fit(x, y, Fit.epochs(1).inOrder());
            double[] after = Small.weights(model);
            x.assign(Double.NaN);
            y.assign(-5);
            x.close();
            y.close();
            assertArrayEquals(after, Small.weights(model));
            other.fit(data, Fit.epochs(1).inOrder());
            assertArrayEquals(after, Small.weights(other), "a dataset is a copy too");
        }
    }

    @Test
    void returnedArraysOutliveTheModel() {
        for (Precision precision : Precision.values()) {
            Map<String, Function<Model, INDArray>> sources = new LinkedHashMap<>();
            INDArray x = Small.array(ROWS);
            INDArray y = oneHot();
            sources.put("predict", model -> model.predict(x));
            sources.put("output", model -> model.output("dense_1", x));
            sources.put("gradients", model -> model.gradients(x, y).get("dense_1/kernel"));
            sources.put("weights", model -> model.weights().get("dense_1/kernel"));
            sources.put("kernel", model -> model.layer("dense_1").kernel());
            sources.put("predictor", CallerArraysTest::predicted);
            Map<String, INDArray> arrays = new LinkedHashMap<>();
            Map<String, double[]> before = new LinkedHashMap<>();
            try (Model model =
                    Small.bare().precision(precision).compile(Sgd.of(0.1), Losses.categoricalCrossEntropy())) {
                sources.forEach((name, source) -> arrays.put(name, source.apply(model)));
                arrays.forEach((name, array) -> before.put(name, Small.numbers(array)));
                arrays.get("kernel").addi(1);
                assertArrayEquals(
                        before.get("weights"),
                        Small.taken(model.layer("dense_1").kernel()),
                        "a copy is returned");
                arrays.get("kernel").subi(1);
            }
            DataType type = precision == Precision.FLOAT64 ? DataType.DOUBLE : DataType.FLOAT;
            arrays.forEach((name, array) -> {
                assertEquals(type, array.dataType(), name);
                assertArrayEquals(before.get(name), Small.numbers(array), 1e-6, name);
                assertTrue(array.closeable(), name);
                array.close();
                assertTrue(array.wasClosed(), name);
            });
        }
    }

    private static INDArray predicted(Model model) {
        try (Predictor predictor = model.predictor()) {
            return predictor.predict(Small.array(ROWS));
        }
    }
}
