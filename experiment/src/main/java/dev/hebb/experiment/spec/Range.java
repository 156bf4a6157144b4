package dev.hebb.experiment.spec;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoublePredicate;

/** What a number may be. */
enum Range {
    POSITIVE("above 0", x -> x > 0, Map.of("exclusiveMinimum", 0)),
    ZERO_OR_MORE("of 0 or more", x -> x >= 0, Map.of("minimum", 0)),
    FROM_0_TO_BELOW_1("from 0 to below 1", x -> x >= 0 && x < 1, Map.of("minimum", 0, "exclusiveMaximum", 1)),
    ABOVE_0_TO_BELOW_1("above 0 to below 1", x -> x > 0 && x < 1, Map.of("exclusiveMinimum", 0, "exclusiveMaximum", 1));

    private final String text;
    private final DoublePredicate test;
    private final Map<String, Object> bounds;

    Range(String text, DoublePredicate test, Map<String, Object> bounds) {
        this.text = text;
        this.test = test;
        this.bounds = bounds;
    }

    String text() {
        return text;
    }

    boolean holds(double number) {
        return test.test(number);
    }

    /** As keywords of a JSON schema. */
    Map<String, Object> bounds() {
        return new TreeMap<>(bounds);
    }
}
