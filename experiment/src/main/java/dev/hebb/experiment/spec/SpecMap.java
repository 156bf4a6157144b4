package dev.hebb.experiment.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Values by key, in the order of the file. */
record SpecMap(Place place, Map<String, SpecNode> values) implements SpecNode {
    SpecMap {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    @Override
    public String describe() {
        return values.isEmpty()
                ? "an empty mapping"
                : "a mapping with the keys ["
                        + Names.some(values.keySet().stream().map(Names::brief).toList()) + "]";
    }

    @Override
    public Fields fields(Section section) {
        return new Fields(this, section);
    }

    @Override
    public Choice choice(String what) {
        if (values.size() != 1) {
            throw wrong("one " + what, "write each as a list element of its own, with its settings in braces");
        }
        Map.Entry<String, SpecNode> only = values.entrySet().iterator().next();
        SpecNode settings = only.getValue();
        return new Choice(only.getKey(), new SpecScalar(settings.place(), only.getKey(), false), settings);
    }
}
