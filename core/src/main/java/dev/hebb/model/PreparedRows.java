package dev.hebb.model;

import dev.hebb.data.Dataset;
import dev.hebb.data.Scaler;
import dev.hebb.shape.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A dataset of which one input is scaled as it is read.
 *
 * @param input the name of that column; the first one where none is called so
 */
record PreparedRows(Dataset raw, String input, Scaler scaler) implements Dataset {
    @Override
    public int rows() {
        return raw.rows();
    }

    @Override
    public List<Column> inputs() {
        List<Column> inputs = new ArrayList<>(raw.inputs());
        if (!inputs.isEmpty()) {
            int place = Math.max(0, inputs.stream().map(Column::name).toList().indexOf(input));
            inputs.set(place, new ScaledColumn(inputs.get(place), scaler));
        }
        return inputs;
    }

    @Override
    public List<Column> targets() {
        return raw.targets();
    }

    @Override
    public Optional<Column> weights() {
        return raw.weights();
    }

    @Override
    public Dataset rows(int[] indices) {
        return new PreparedRows(raw.rows(indices), input, scaler);
    }

    @Override
    public void willRead(int[] indices, int from, int count) {
        raw.willRead(indices, from, count);
    }

    private record ScaledColumn(Column raw, Scaler scaler) implements Column {
        @Override
        public String name() {
            return raw.name();
        }

        @Override
        public Shape rowShape() {
            return raw.rowShape();
        }

        @Override
        public boolean isInt() {
            return false;
        }

        @Override
        public void gather(int[] indices, int from, int count, float[] into) {
            double[] wide = new double
                    [Math.toIntExact(Math.multiplyExact(count, rowShape().size()))];
            gather(indices, from, count, wide);
            for (int i = 0; i < wide.length; i++) {
                into[i] = (float) wide[i];
            }
        }

        @Override
        public void gather(int[] indices, int from, int count, double[] into) {
            int perRow = Math.toIntExact(rowShape().size());
            raw.gather(indices, from, count, into);
            for (int row = 0; row < count; row++) {
                double[] scaled = Arrays.copyOfRange(into, row * perRow, (row + 1) * perRow);
                scaler.apply(scaled);
                System.arraycopy(scaled, 0, into, row * perRow, perRow);
            }
        }

        @Override
        public void gather(int[] indices, int from, int count, int[] into) {
            throw new UnsupportedOperationException(
                    "expected a gather of real numbers but got one of ints from a scaled column");
        }
    }
}
