package dev.hebb.train;

import dev.hebb.data.Dataset;
import dev.hebb.shape.Shape;
import java.util.Arrays;

/** The weights of rows that have none. */
final class Ones implements Dataset.Column {
    @Override
    public String name() {
        return "";
    }

    @Override
    public Shape rowShape() {
        return Shape.SCALAR;
    }

    @Override
    public boolean isInt() {
        return false;
    }

    @Override
    public void gather(int[] indices, int from, int count, float[] into) {
        Arrays.fill(into, 0, count, 1);
    }

    @Override
    public void gather(int[] indices, int from, int count, double[] into) {
        Arrays.fill(into, 0, count, 1);
    }

    @Override
    public void gather(int[] indices, int from, int count, int[] into) {
        Arrays.fill(into, 0, count, 1);
    }
}
