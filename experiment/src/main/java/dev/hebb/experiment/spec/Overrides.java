package dev.hebb.experiment.spec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Puts {@code --set training.epochs=5} into a spec. A list's elements go by number, {@code model[0].dense.units=32}. */
final class Overrides {
    private static final List<String> LEARNING_RATE = List.of("training", "lr");
    private static final List<String> OPTIMIZER = List.of("training", "optimizer");
    private static final Pattern INDEX = Pattern.compile("\\[(\\d+)]");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private final String option;

    private Overrides(String option) {
        this.option = option;
    }

    /**
     * @param assignment {@code key=value}, where the value is YAML
     * @throws SpecException for another form, or a place that the spec does not have
     */
    static SpecNode apply(SpecNode spec, String assignment) {
        int equals = assignment.indexOf('=');
        if (equals < 1) {
            throw new SpecException(
                    "expected key=value, such as training.epochs=5, but got '" + assignment + "' at --set");
        }
        Overrides overrides = new Overrides("--set " + assignment);
        String key = INDEX.matcher(assignment.substring(0, equals).strip()).replaceAll(".$1");
        List<String> path = Arrays.asList(key.split("\\.", -1));
        if (path.equals(LEARNING_RATE)) {
            path = List.of("training", "optimizer", optimizer(spec), "lr");
        }
        String dotted = String.join(".", path);
        SpecNode value = YamlText.parse(assignment.substring(equals + 1), new Place(dotted, overrides.option, 0));
        return overrides.set(spec, path, 0, value);
    }

    private static String optimizer(SpecNode spec) {
        SpecNode training = spec instanceof SpecMap top ? top.values().get("training") : null;
        SpecNode optimizer = training instanceof SpecMap map ? map.values().get("optimizer") : null;
        return optimizer == null
                ? TrainingSpec.DEFAULT_OPTIMIZER
                : optimizer.choice("optimizer").name();
    }

    private SpecNode set(SpecNode node, List<String> path, int depth, SpecNode value) {
        if (depth == path.size()) {
            return value;
        }
        String key = path.get(depth);
        if (node instanceof SpecList list) {
            int index = index(key, list);
            List<SpecNode> elements = new ArrayList<>(list.elements());
            elements.set(index, set(elements.get(index), path, depth + 1, value));
            return new SpecList(list.place(), elements);
        }
        if (NUMBER.matcher(key).matches()) {
            throw new SpecException("expected a list for element " + key + " but got " + node.describe() + " at "
                    + String.join(".", path.subList(0, depth)) + " (" + option + ")");
        }
        Map<String, SpecNode> values = new LinkedHashMap<>(node instanceof SpecMap map ? map.values() : Map.of());
        if (path.subList(0, depth).equals(OPTIMIZER) && !values.containsKey(key)) {
            values.clear();
        }
        Place place = new Place(String.join(".", path.subList(0, depth + 1)), option, 0);
        SpecNode old = values.getOrDefault(key, new SpecMap(place, Map.of()));
        values.put(key, set(old, path, depth + 1, value));
        return new SpecMap(node.place(), values);
    }

    private int index(String key, SpecList list) {
        int size = list.elements().size();
        if (NUMBER.matcher(key).matches() && Integer.parseInt(key) < size) {
            return Integer.parseInt(key);
        }
        throw new SpecException("expected a number from 0 to " + (size - 1) + " for an element of "
                + list.place().path() + " but got '" + key + "' at " + option);
    }
}
