package dev.hebb.benchmarks.cases;

import dev.hebb.benchmarks.HebbEngine;
import dev.hebb.benchmarks.PlainEngine;
import dev.hebb.benchmarks.Workload;
import dev.hebb.benchmarks.WorkloadData;
import dev.hebb.data.Dataset;
import dev.hebb.model.Model;
import dev.hebb.model.Predictor;
import dev.hebb.shape.Precision;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a trained or compiled model is asked for again and again. */
final class ModelCase implements Case {
    private static final double TOLERANCE = 1e-4;

    private final String name;
    private final double operations;
    private final Model model;
    private final Runnable body;
    private final Runnable check;
    private final Runnable atEnd;

    private ModelCase(String name, double operations, Model model, Runnable body, Runnable check, Runnable atEnd) {
        this.name = name;
        this.operations = operations;
        this.model = model;
        this.body = body;
        this.check = check;
        this.atEnd = atEnd;
    }

    private static Model model(Optional<String> backend, Workload workload) {
        return new HebbEngine(backend, Precision.FLOAT32).model(workload);
    }

    /** Compiles the training plan: differentiates, fuses, schedules, plans memory; and prints it. */
    static ModelCase compilation(Optional<String> backend, Workload workload) {
        Model model = model(backend, workload);
        String text = model.planText(workload.batch());
        Runnable body = () -> {
            if (!model.planText(workload.batch()).equals(text)) {
                throw new WrongResultException("expected the same plan again but got another for " + workload.name());
            }
        };
        return new ModelCase("compilation, " + workload.name(), 0, model, body, body, () -> {});
    }

    /** Predicts a batch from memory to memory. */
    static ModelCase prediction(Optional<String> backend, Workload workload) {
        Model model = model(backend, workload);
        Predictor predictor = model.predictor();
        Dataset rows = Dataset.of(HebbEngine.floats(WorkloadData.inputs(workload)));
        String output = predictor.outputNames().get(0);
        Runnable body = () -> closed(predictor, rows, output);
        double forward = workload.operations() / 3;
        return new ModelCase(
                "prediction, " + workload.name(),
                forward,
                model,
                body,
                () -> check(predictor, rows, output, workload),
                predictor::close);
    }

    private static void closed(Predictor predictor, Dataset rows, String output) {
        predicted(predictor, rows, output).close();
    }

    private static INDArray predicted(Predictor predictor, Dataset rows, String output) {
        return Optional.ofNullable(predictor.predict(rows).get(output)).orElseThrow();
    }

    private static void check(Predictor predictor, Dataset rows, String output, Workload workload) {
        double[][] expected = new PlainEngine().prepare(workload).predict();
        try (INDArray got = predicted(predictor, rows, output)) {
            for (int row = 0; row < expected.length; row++) {
                for (int column = 0; column < expected[row].length; column++) {
                    WrongResultException.require(
                            "prediction " + row + ", " + column + " of " + workload.name(),
                            expected[row][column],
                            got.getDouble(row, column),
                            TOLERANCE);
                }
            }
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double operations() {
        return operations;
    }

    @Override
    public double bytes() {
        return 0;
    }

    @Override
    public void verify() {
        check.run();
    }

    @Override
    public void run() {
        body.run();
    }

    @Override
    public void close() {
        atEnd.run();
        model.close();
    }
}
