package dev.hebb.experiment.spec;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoublePredicate;

/** A mapping whose keys are all known. */
final class Fields {
    private final SpecMap map;

    /** @throws SpecException for a key that is not known, or not yet */
    Fields(SpecMap map, List<String> known, List<String> later) {
        this.map = map;
        map.values().forEach((key, value) -> {
            if (later.contains(key)) {
                throw new SpecException("expected keys that this version supports " + known + " but got '" + key
                        + "' at " + value.place()
                        + "; it is part of the spec format but not supported yet, so take it out");
            }
            if (!known.contains(key)) {
                throw unknown(key, value, known);
            }
        });
    }

    private static SpecException unknown(String key, SpecNode value, List<String> known) {
        String expected = known.isEmpty() ? "no settings here" : "one of the keys " + known;
        String advice = Names.advice(key, known);
        return new SpecException("expected " + expected + " but got '" + key + "' at " + value.place()
                + (advice.isEmpty() ? "" : "; " + advice));
    }

    boolean has(String key) {
        return map.values().containsKey(key);
    }

    Optional<SpecNode> get(String key) {
        return Optional.ofNullable(map.values().get(key));
    }

    SpecNode require(String key, String what) {
        return get(key).orElseThrow(() -> new SpecException(
                "expected the key '" + key + "' but got " + map.describe() + " at " + map.place() + "; add " + what));
    }

    /** The mapping behind a key; an empty one where it is left out. */
    Fields section(String key, List<String> known, List<String> later) {
        SpecNode empty = new SpecMap(map.place().child(key, map.place().line()), java.util.Map.of());
        return get(key).orElse(empty).fields(known, later);
    }

    Optional<String> text(String key) {
        return get(key).map(SpecNode::text);
    }

    boolean flag(String key, boolean otherwise) {
        return get(key).map(SpecNode::flag).orElse(otherwise);
    }

    int whole(String key, int least, int otherwise) {
        return get(key).map(node -> whole(node, least)).orElse(otherwise);
    }

    static int whole(SpecNode node, int least) {
        long number = node.whole();
        if (number < least || number > Integer.MAX_VALUE) {
            throw node.wrong("a whole number from " + least + " to " + Integer.MAX_VALUE, "");
        }
        return (int) number;
    }

    double number(String key, double otherwise, Range range) {
        return get(key).map(node -> number(node, range)).orElse(otherwise);
    }

    static double number(SpecNode node, Range range) {
        double number = node.number();
        if (!range.holds.test(number)) {
            throw node.wrong("a number " + range.text(), "");
        }
        return number;
    }

    /** What a number may be. */
    enum Range {
        POSITIVE(x -> x > 0),
        ZERO_OR_MORE(x -> x >= 0),
        FROM_0_TO_BELOW_1(x -> x >= 0 && x < 1),
        ABOVE_0_TO_BELOW_1(x -> x > 0 && x < 1);

        private final DoublePredicate holds;

        Range(DoublePredicate holds) {
            this.holds = holds;
        }

        String text() {
            return this == POSITIVE
                    ? "above 0"
                    : name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
