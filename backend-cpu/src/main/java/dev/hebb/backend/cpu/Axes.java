package dev.hebb.backend.cpu;

import java.util.ArrayList;
import java.util.List;

/**
 * The axes over which one or more tensors are read together, as few as possible: axes of extent 1 are left out, and neighbours that every tensor walks as one
 * are one.
 *
 * @param extents outermost first
 * @param strides of each tensor, for each extent
 */
record Axes(List<Long> extents, List<List<Long>> strides) {
    static Axes of(long[] extents, List<long[]> strides) {
        List<Long> merged = new ArrayList<>();
        List<List<Long>> steps = new ArrayList<>();
        strides.forEach(unused -> steps.add(new ArrayList<>()));
        for (int axis = 0; axis < extents.length; axis++) {
            if (extents[axis] == 1) {
                continue;
            }
            int last = merged.size() - 1;
            if (last >= 0 && walkAsOne(steps, last, strides, axis, extents[axis])) {
                merged.set(last, merged.get(last) * extents[axis]);
                set(steps, last, strides, axis);
            } else {
                merged.add(extents[axis]);
                steps.forEach(list -> list.add(0L));
                set(steps, last + 1, strides, axis);
            }
        }
        return new Axes(List.copyOf(merged), steps.stream().map(List::copyOf).toList());
    }

    private static boolean walkAsOne(List<List<Long>> steps, int last, List<long[]> strides, int axis, long extent) {
        for (int i = 0; i < strides.size(); i++) {
            if (steps.get(i).get(last) != strides.get(i)[axis] * extent) {
                return false;
            }
        }
        return true;
    }

    private static void set(List<List<Long>> steps, int at, List<long[]> strides, int axis) {
        for (int i = 0; i < strides.size(); i++) {
            steps.get(i).set(at, strides.get(i)[axis]);
        }
    }
}
