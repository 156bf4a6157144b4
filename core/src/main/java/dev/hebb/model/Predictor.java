package dev.hebb.model;

import dev.hebb.backend.Backend;
import dev.hebb.backend.Backends;
import dev.hebb.data.DataException;
import dev.hebb.data.Dataset;
import dev.hebb.data.Table;
import dev.hebb.nn.Network;
import dev.hebb.runtime.BoundPlan;
import dev.hebb.runtime.Session;
import dev.hebb.shape.Kind;
import dev.hebb.shape.Precision;
import dev.hebb.shape.Shape;
import dev.hebb.train.DataMismatchException;
import dev.hebb.train.Feed;
import dev.hebb.train.Predictions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A frozen copy of a model that predicts. Immutable; for any number of threads, of which as many run at once as the machine has processors, each with the same
 * bits as alone. Independent of the model it came from.
 *
 * <p>It takes raw rows: preprocessing that was saved with the model is applied first.
 *
 * <p>Errors: {@link IllegalStateException} after {@link #close()}, which waits for the calls that run and may be called again; {@link
 * DataMismatchException} for rows that do not fit.
 */
public final class Predictor implements AutoCloseable {
    private final Inference inference;
    private final Precision precision;
    private final Attachment attachment;
    private final PlanPool pool;

    private Predictor(Inference inference, Session session, Precision precision, Attachment attachment) {
        this.inference = inference;
        this.precision = precision;
        this.attachment = attachment;
        this.pool = new PlanPool(session, inference, Runtime.getRuntime().availableProcessors());
    }

    static Predictor of(
            Network network, double[] parameters, Precision precision, Backend backend, Attachment attachment) {
        return of(Inference.of(network), parameters, precision, backend, attachment);
    }

    static Predictor of(
            Inference inference, double[] parameters, Precision precision, Backend backend, Attachment attachment) {
        Session session = new Session(backend, precision);
        try {
            session.state("parameters", inference.arenaElements()).write(0, parameters, 0, parameters.length);
            return new Predictor(inference, session, precision, attachment);
        } catch (RuntimeException | Error e) {
            session.close();
            throw e;
        }
    }

    /**
     * Reads a model file. Needs none of the user's code: the file holds the traced graph.
     *
     * @throws dev.hebb.io.ModelFileException for a damaged, newer or foreign file
     */
    public static Predictor load(Path file) {
        return ModelFiles.loadPredictor(file, Backends.open());
    }

    /** What the raw data was and how it is prepared. */
    public Attachment attachment() {
        return attachment;
    }

    /** The names of the outputs. */
    public List<String> outputNames() {
        return List.copyOf(inference.outputShapes().keySet());
    }

    /** The prediction for one raw row, row-major, on a model with one input and one output. */
    public float[] predict(float... row) {
        requireSingle();
        Shape input = inference.inputs().get(0).rowShape();
        if (attachment.transforms().isEmpty() && row.length != input.size()) {
            throw new DataMismatchException(
                    "expected a row of " + input + " but got " + row.length + " numbers for input "
                            + inference.inputs().get(0).name() + "; give the elements of one row, row-major");
        }
        double[] raw = new double[row.length];
        for (int i = 0; i < row.length; i++) {
            raw[i] = row[i];
            if (!Float.isFinite(row[i])) {
                throw new DataMismatchException(
                        "expected finite numbers but got " + row[i] + " in element " + i + " of the row; impute it");
            }
        }
        double[] prediction = predictPrepared(attachment.prepare(raw));
        float[] narrow = new float[prediction.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) prediction[i];
        }
        return narrow;
    }

    private double[] predictPrepared(double[] prepared) {
        Shape input = inference.inputs().get(0).rowShape();
        if (prepared.length != input.size()) {
            throw new DataMismatchException(
                    "expected rows that become " + input + " once they are prepared but got " + prepared.length
                            + " numbers for input " + inference.inputs().get(0).name());
        }
        Map.Entry<String, Shape> output =
                inference.outputShapes().entrySet().iterator().next();
        double[] prediction = new double[Math.toIntExact(output.getValue().size())];
        pool.with(plans -> {
            BoundPlan plan = plans.apply(1);
            plan.write(inference.inputs().get(0).name(), 0, prepared, 0, prepared.length);
            plan.run();
            plan.read(output.getKey(), prediction, 0, prediction.length);
            return prediction;
        });
        attachment.targets().restore(prediction);
        return prediction;
    }

    private void requireSingle() {
        if (inference.inputs().size() != 1 || inference.outputShapes().size() != 1) {
            throw new IllegalArgumentException("expected a model with one input and one output but it has "
                    + inference.inputs().size() + " and "
                    + inference.outputShapes().keySet() + "; use predict(Dataset)");
        }
    }

    /** The predictions {@code [rows, ..]} for raw inputs {@code [rows, ..]}; the caller closes them. */
    public INDArray predict(INDArray x) {
        return Outputs.single(predict(Dataset.of(x)), outputNames());
    }

    /** The predictions of every output for raw rows, by name; the caller closes them. */
    public Map<String, INDArray> predict(Dataset data) {
        return restored(predictPrepared(
                attachment.prepare(data, inference.inputs().get(0).name())));
    }

    private Map<String, INDArray> predictPrepared(Dataset prepared) {
        Feed feed = Feed.ofInputs(inference.inputs(), prepared, precision);
        return pool.with(plans -> Predictions.of(inference.outputShapes(), feed, precision, plans));
    }

    /** Numbers that were scaled for training go back to their own units, on models with one output. */
    private Map<String, INDArray> restored(Map<String, INDArray> predictions) {
        if (attachment.targets().scaler().isEmpty() || predictions.size() != 1) {
            return predictions;
        }
        Map.Entry<String, INDArray> only = predictions.entrySet().iterator().next();
        try (INDArray scaled = only.getValue()) {
            return Map.of(only.getKey(), Outputs.ofRows(restoredRows(scaled), scaled));
        }
    }

    private double[][] restoredRows(INDArray predictions) {
        double[][] rows = Outputs.rows(predictions);
        for (double[] row : rows) {
            attachment.targets().restore(row);
        }
        return rows;
    }

    /**
     * The predictions for rows of a table, whose columns are found by their names, in any order; columns of targets need not be there.
     *
     * @throws DataException for a model that was not trained on a table, columns that are not there and cells that cannot be encoded
     */
    public TablePredictions predict(Table table) {
        requireSingle();
        return predicted(attachment.inputs(table));
    }

    /** The predictions for raw rows of numbers, on a model with one input and one output. */
    public TablePredictions predictRows(Dataset raw) {
        requireSingle();
        return predicted(new Attachment.Prepared(attachment.prepare(raw), List.of()));
    }

    private TablePredictions predicted(Attachment.Prepared prepared) {
        try (INDArray only = Outputs.single(predictPrepared(prepared.data()), outputNames())) {
            return new TablePredictions(attachment.targets(), restoredRows(only), prepared.notices());
        }
    }

    /** Bytes of the parameters. */
    public long parameterBytes() {
        return inference.arenaElements() * precision.of(Kind.FLOAT).bytes();
    }

    @Override
    public void close() {
        pool.close();
    }
}
