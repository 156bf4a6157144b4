package dev.hebb.train;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The figures of a training run, epoch by epoch, and how it ended.
 *
 * @param epochs one entry per finished epoch
 * @param steps updates done
 */
public record History(List<Figures> epochs, StopReason stopReason, long steps, double seconds) {
    public History {
        epochs = List.copyOf(epochs);
    }

    /** The names that {@link #get} takes. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        epochs.forEach(epoch -> names.addAll(epoch.values().keySet()));
        return names;
    }

    /** One figure over the epochs: {@code loss}, {@code val_accuracy}. */
    public double[] get(String name) {
        if (!epochs.isEmpty() && !names().contains(name)) {
            throw new IllegalArgumentException("expected one of the figures " + names() + " but got '" + name + "'");
        }
        List<Double> values = new ArrayList<>();
        epochs.forEach(epoch -> values.add(epoch.values().getOrDefault(name, Double.NaN)));
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The figures of the last epoch; empty where none finished. */
    public Figures last() {
        return epochs.isEmpty() ? Figures.NONE : epochs.get(epochs.size() - 1);
    }
}
