package dev.hebb.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Named scores of one epoch or one evaluation: {@code loss}, {@code accuracy}, {@code val_loss}. */
public record Figures(Map<String, Double> values) {
    public static final Figures NONE = new Figures(Map.of());

    public Figures {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * @throws IllegalArgumentException for a figure that was not computed, naming those that were
     */
    public double get(String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "expected one of the figures " + values.keySet() + " but got '" + name + "'");
        }
        return value;
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** These and the other's, each name of which gets {@code prefix}. */
    public Figures and(String prefix, Figures other) {
        Map<String, Double> all = new LinkedHashMap<>(values);
        other.values.forEach((name, value) -> all.put(prefix + name, value));
        return new Figures(all);
    }
}
