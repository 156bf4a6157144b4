package dev.hebb.data;

import dev.hebb.shape.Shape;

/** Some rows of another column. */
final class SelectedColumn implements Dataset.Column {
    private final Dataset.Column all;
    private final int[] chosen;

    /** @param chosen not copied, as all columns of a dataset share it */
    SelectedColumn(Dataset.Column all, int[] chosen) {
        this.all = all;
        this.chosen = chosen;
    }

    private int[] rows(int[] indices, int from, int count) {
        return rows(chosen, indices, from, count);
    }

    /** Which rows of all rows {@code indices[from .. from+count-1]} of the chosen ones are. */
    static int[] rows(int[] chosen, int[] indices, int from, int count) {
        int[] rows = new int[count];
        for (int i = 0; i < count; i++) {
            rows[i] = chosen[indices[from + i]];
        }
        return rows;
    }

    @Override
    public String name() {
        return all.name();
    }

    @Override
    public Shape rowShape() {
        return all.rowShape();
    }

    @Override
    public boolean isInt() {
        return all.isInt();
    }

    @Override
    public Dataset.Column origin() {
        return all.origin();
    }

    @Override
    public void originRows(int[] indices, int from, int count, int[] into) {
        for (int i = 0; i < count; i++) {
            into[i] = chosen[indices[from + i]];
        }
        all.originRows(into, 0, count, into);
    }

    @Override
    public void gather(int[] indices, int from, int count, float[] into) {
        all.gather(rows(indices, from, count), 0, count, into);
    }

    @Override
    public void gather(int[] indices, int from, int count, double[] into) {
        all.gather(rows(indices, from, count), 0, count, into);
    }

    @Override
    public void gather(int[] indices, int from, int count, int[] into) {
        all.gather(rows(indices, from, count), 0, count, into);
    }
}
