package dev.hebb.experiment.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** How much the rows of each class count in the loss. */
public sealed interface ClassWeights {
    /** Every row counts the same. */
    record None() implements ClassWeights {}

    /** Every class counts the same in all: {@code rows / (classes * rows of the class)}. */
    record Balanced() implements ClassWeights {}

    /**
     * Given by name.
     *
     * @param weights above 0; 1 for a class that is not named
     */
    record ByClass(Map<String, Double> weights) implements ClassWeights {
        public ByClass {
            weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
        }
    }
}
