package dev.hebb.experiment.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A mapping whose keys are those of a section. Kinds, ranges and defaults of its values are the section's, too. */
final class Fields {
    private final SpecMap map;
    private final Section section;

    /** @throws SpecException for a key that is not known, and keys that do not go together */
    Fields(SpecMap map, Section section) {
        this.map = map;
        this.section = section;
        List<String> known = section.names();
        map.values().forEach((key, value) -> {
            if (!known.contains(key)) {
                throw unknown(key, value, known);
            }
        });
        if (!section.forms().isEmpty()) {
            checkForm();
        }
    }

    private static SpecException unknown(String key, SpecNode value, List<String> known) {
        String expected = known.isEmpty() ? "no settings here" : "one of the keys " + known;
        String advice = Names.advice(key, known);
        return new SpecException("expected " + expected + " but got '" + Names.brief(key) + "' at " + value.place()
                + (advice.isEmpty() ? "" : "; " + advice));
    }

    private void checkForm() {
        List<String> marks = section.forms().stream().map(Form::mark).toList();
        List<Form> meant =
                section.forms().stream().filter(form -> has(form.mark())).toList();
        if (meant.size() != 1) {
            String all = String.join(", ", marks.subList(0, marks.size() - 1)) + " and " + marks.get(marks.size() - 1);
            throw map.wrong(
                    "one of " + all,
                    "such as " + marks.get(0) + ": " + section.key(marks.get(0)).sample());
        }
        Form form = meant.get(0);
        form.required().forEach(this::require);
        map.values().forEach((key, value) -> {
            if (!form.allows(key)) {
                String others = section.forms().stream()
                        .filter(other -> other.allows(key))
                        .map(Form::mark)
                        .reduce((a, b) -> a + " or " + b)
                        .orElse("nothing");
                throw new SpecException("expected " + key + " only with " + others + " but got it with " + form.mark()
                        + " at " + value.place() + "; take " + key + " out");
            }
        });
    }

    boolean has(String key) {
        return map.values().containsKey(section.key(key).name());
    }

    Optional<SpecNode> get(String key) {
        return Optional.ofNullable(map.values().get(section.key(key).name()));
    }

    SpecNode require(String key) {
        return get(key).orElseThrow(() -> new SpecException("expected the key '" + key + "' but got " + map.describe()
                + " at " + map.place() + "; add " + key + ": "
                + section.key(key).sample()));
    }

    private SpecNode orDefault(String key) {
        String sample = section.key(key).sample();
        return get(key).orElseGet(
                        () -> new SpecScalar(map.place().child(key, map.place().line()), sample, false));
    }

    /** The mapping behind a key; an empty one where it is left out. */
    Fields section(String key) {
        if (!(section.key(key).kind() instanceof Kind.Sub sub)) {
            throw new AssertionError(section.key(key));
        }
        return get(key).orElseGet(
                        () -> new SpecMap(map.place().child(key, map.place().line()), Map.of()))
                .fields(sub.section());
    }

    boolean flag(String key) {
        return orDefault(key).flag();
    }

    int count(String key) {
        return Math.toIntExact(whole(key));
    }

    long whole(String key) {
        return whole(orDefault(key), section.key(key).kind());
    }

    static int count(SpecNode node) {
        return Math.toIntExact(whole(node, Kind.Whole.COUNT));
    }

    private static long whole(SpecNode node, Kind kind) {
        if (!(kind instanceof Kind.Whole range)) {
            throw new AssertionError(kind);
        }
        long number = node.whole();
        if (number < range.least() || number > range.most()) {
            throw node.wrong("a whole number from " + range.least() + " to " + range.most(), "");
        }
        return number;
    }

    double number(String key) {
        if (!(section.key(key).kind() instanceof Kind.Real real)) {
            throw new AssertionError(section.key(key));
        }
        return number(orDefault(key), real.range());
    }

    static double number(SpecNode node, Range range) {
        double number = node.number();
        if (!range.holds(number)) {
            throw node.wrong("a number " + range.text(), "");
        }
        return number;
    }

    String word(String key) {
        return word(orDefault(key), section.key(key).kind());
    }

    static String word(SpecNode node, Kind kind) {
        if (!(kind instanceof Kind.Word word)) {
            throw new AssertionError(kind);
        }
        return SpecReader.oneOf(node, word.what(), word.names());
    }

    <E extends Enum<E>> E word(String key, Class<E> type) {
        return Words.constant(type, word(key));
    }

    /** The texts of a list that is given. */
    List<String> texts(String key) {
        SpecNode node = require(key);
        List<String> texts = node.elements().stream().map(SpecNode::text).toList();
        if (section.key(key).kind() instanceof Kind.ListOf list
                && (texts.size() < list.least() || texts.size() > list.most())) {
            throw node.wrong(
                    list.least() == list.most()
                            ? "a list of " + list.least()
                            : "a list of " + list.least() + " or more",
                    "such as " + section.key(key).sample());
        }
        return texts;
    }

    /** One of several things by name, with its settings; what may stand is the key's kind. */
    SpecNode.Choice choice(String key) {
        return choice(orDefault(key), section.key(key).kind());
    }

    static SpecNode.Choice choice(SpecNode node, Kind kind) {
        if (!(kind instanceof Kind.Pick pick)) {
            throw new AssertionError(kind);
        }
        SpecNode.Choice choice = node.choice(pick.noun());
        SpecReader.oneOf(choice.named(), pick.what(), List.copyOf(pick.kinds().keySet()));
        return choice;
    }
}
