package dev.hebb.experiment.report;

import dev.hebb.data.Dataset;
import dev.hebb.graph.Op;
import dev.hebb.graph.op.Relu;
import dev.hebb.graph.op.Sigmoid;
import dev.hebb.graph.op.Tanh;
import dev.hebb.model.Model;
import dev.hebb.nn.Activation;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Layer;
import dev.hebb.nn.LayerEntry;
import dev.hebb.nn.NetworkInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What the hidden layers do with some rows: units that are always 0, always the same, or stuck at an end of their range. */
final class LayerDiagnosis {
    /** With fewer rows a unit may well be the same for all of them by chance. */
    private static final int LEAST_ROWS = 10;

    private static final double END = 0.01;
    private static final double SATURATED = 0.5;

    /** Some units of a layer are idle in good networks, too. */
    private static final double MANY = 0.1;

    private LayerDiagnosis() {}

    static List<String> of(Model model, Dataset prepared) {
        List<NetworkInput> inputs = model.network().inputs();
        if (inputs.size() != 1 || prepared.rows() < LEAST_ROWS) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        try (INDArray rows = rows(prepared)) {
            for (LayerEntry layer : model.network().layers()) {
                Optional<Op> activation = activation(layer.layer());
                if (activation.isPresent() && !model.network().outputNames().contains(layer.name())) {
                    double[] values = output(model, layer.name(), rows);
                    int units = Math.toIntExact(
                            layer.rowShape().dim(layer.rowShape().rank() - 1));
                    look(layer.name(), activation.get(), values, units).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private static INDArray rows(Dataset prepared) {
        Dataset.Column column = prepared.inputs().get(0);
        int count = Math.min(prepared.rows(), Diagnosis.MOST_ROWS);
        int[] indices = new int[count];
        Arrays.setAll(indices, i -> i);
        float[] values = new float
                [Math.multiplyExact(count, Math.toIntExact(column.rowShape().size()))];
        column.gather(indices, 0, count, values);
        long[] shape = new long[column.rowShape().rank() + 1];
        shape[0] = count;
        for (int i = 1; i < shape.length; i++) {
            shape[i] = column.rowShape().dim(i - 1);
        }
        return Nd4j.create(values, shape, 'c');
    }

    private static double[] output(Model model, String layer, INDArray rows) {
        try (INDArray output = model.output(layer, rows);
                INDArray ordered = output.dup('c')) {
            return ordered.data().asDouble();
        }
    }

    private static Optional<Op> activation(Layer layer) {
        if (layer instanceof Dense dense) {
            return Optional.of(dense.activation().op());
        }
        return layer instanceof Activation activation ? Optional.of(activation.op()) : Optional.empty();
    }

    /** @param values {@code [.., units]} in row-major order */
    static Optional<String> look(String layer, Op activation, double[] values, int units) {
        int dead = 0;
        int constant = 0;
        for (int unit = 0; unit < units; unit++) {
            if (isConstant(values, unit, units)) {
                boolean isDead = activation instanceof Relu && values[unit] == 0;
                dead += isDead ? 1 : 0;
                constant += isDead ? 0 : 1;
            }
        }
        if (dead > MANY * units) {
            return Optional.of(dead + " of the " + units + " units of layer " + layer
                    + " are 0 for every row and learn nothing any more; lower the learning rate, or use leaky_relu"
                    + (dead == units ? "; the layers behind it see nothing of the rows." : "."));
        }
        double ends = atEnds(activation, values);
        if (ends > SATURATED) {
            return Optional.of(
                    "Layer " + layer + " is saturated: " + FigureText.percent(ends)
                            + " of its values are at an end of their range, where it hardly learns; scale the inputs, lower the learning rate, or use relu.");
        }
        return constant <= MANY * units
                ? Optional.empty()
                : Optional.of(
                        constant + " of the " + units + " units of layer " + layer
                                + " are the same for every row; use fewer units, or check the scale of the inputs and the learning rate.");
    }

    private static boolean isConstant(double[] values, int unit, int units) {
        for (int i = unit; i < values.length; i += units) {
            if (values[i] != values[unit]) {
                return false;
            }
        }
        return true;
    }

    /** The share of the values that are within one percent of an end of their range. */
    private static double atEnds(Op activation, double[] values) {
        double low = activation instanceof Tanh ? -1 : 0;
        if (!(activation instanceof Tanh || activation instanceof Sigmoid)) {
            return 0;
        }
        double margin = END * (1 - low);
        long ends = Arrays.stream(values)
                .filter(y -> y < low + margin || y > 1 - margin)
                .count();
        return (double) ends / values.length;
    }
}
