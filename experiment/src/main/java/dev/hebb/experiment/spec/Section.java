package dev.hebb.experiment.spec;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A mapping of the format.
 *
 * @param path where it stands, such as {@code data.test}; empty for the whole spec
 * @param description one line for people
 * @param forms exactly one of which holds; none where any keys go together
 */
record Section(String path, String description, List<Key> keys, List<Form> forms) {
    static Section of(String path, String description, Key... keys) {
        return new Section(path, description, List.of(keys), List.of());
    }

    Section withForms(Form... choices) {
        return new Section(path, description, keys, List.of(choices));
    }

    List<String> names() {
        return keys.stream().map(Key::name).toList();
    }

    Key key(String name) {
        return keys.stream()
                .filter(key -> key.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no key " + name + " in section " + path));
    }

    /** Whether an empty mapping is wrong. */
    boolean needsKeys() {
        return !forms.isEmpty() || keys.stream().anyMatch(key -> key.presence() == Key.Presence.REQUIRED);
    }

    /** This section and all below it, each once, in the order of the format. */
    List<Section> all() {
        Set<Section> all = new LinkedHashSet<>();
        all.add(this);
        keys.forEach(key -> key.kind().sections().forEach(section -> all.addAll(section.all())));
        return new ArrayList<>(all);
    }
}
