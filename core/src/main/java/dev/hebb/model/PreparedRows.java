package dev.hebb.model;

import dev.hebb.data.Dataset;
import dev.hebb.shape.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A dataset of which one input is prepared as it is read.
 *
 * @param input the name of that column; the first one where none is called so
 */
record PreparedRows(Dataset raw, String input, Attachment attachment) implements Dataset {
    @Override
    public int rows() {
        return raw.rows();
    }

    @Override
    public List<Column> inputs() {
        List<Column> inputs = new ArrayList<>(raw.inputs());
        if (!inputs.isEmpty()) {
            int place = Math.max(0, inputs.stream().map(Column::name).toList().indexOf(input));
            inputs.set(place, new PreparedColumn(inputs.get(place), attachment));
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
        return new PreparedRows(raw.rows(indices), input, attachment);
    }

    @Override
    public void willRead(int[] indices, int from, int count) {
        raw.willRead(indices, from, count);
    }

    private record PreparedColumn(Column raw, Attachment attachment) implements Column {
        @Override
        public String name() {
            return raw.name();
        }

        @Override
        public Shape rowShape() {
            return attachment.rowShape(raw.rowShape());
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
            int taken = Math.toIntExact(raw.rowShape().size());
            int given = Math.toIntExact(rowShape().size());
            double[] wide = new double[Math.multiplyExact(count, taken)];
            raw.gather(indices, from, count, wide);
            for (int row = 0; row < count; row++) {
                double[] prepared = attachment.prepare(Arrays.copyOfRange(wide, row * taken, (row + 1) * taken));
                System.arraycopy(prepared, 0, into, row * given, given);
            }
        }

        @Override
        public void gather(int[] indices, int from, int count, int[] into) {
            throw new UnsupportedOperationException(
                    "expected a gather of real numbers but got one of ints from a prepared column");
        }
    }
}
