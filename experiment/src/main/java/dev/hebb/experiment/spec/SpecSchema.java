package dev.hebb.experiment.spec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON schema of a spec, for editors. It is made of the tables that {@link SpecReader} reads by, and allows what the reader allows but for rules between
 * sections, such as which losses go with which task.
 */
public final class SpecSchema {
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private SpecSchema() {}

    /** The schema as indented JSON. */
    public static String json() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", DIALECT);
        schema.put("title", "Hebb training spec, format version " + TrainSpec.FORMAT_VERSION);
        schema.putAll(schema(SpecFormat.SPEC));
        Map<String, Object> parts = new LinkedHashMap<>();
        SpecFormat.SPEC.all().stream().skip(1).forEach(section -> parts.put(section.path(), schema(section)));
        schema.put("$defs", parts);
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Object> schema(Section section) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", section.description());
        schema.put("type", section.needsKeys() ? "object" : List.of("object", "null"));
        Map<String, Object> properties = new LinkedHashMap<>();
        section.keys().forEach(key -> properties.put(key.name(), schema(key)));
        schema.put("properties", properties);
        schema.put("additionalProperties", false);
        List<String> required = section.keys().stream()
                .filter(key -> key.presence() == Key.Presence.REQUIRED)
                .map(Key::name)
                .toList();
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        if (!section.forms().isEmpty()) {
            schema.put(
                    "oneOf",
                    section.forms().stream().map(form -> schema(form, section)).toList());
        }
        return schema;
    }

    private static Map<String, Object> schema(Key key) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", key.description());
        schema.putAll(key.kind().schema());
        if (key.presence() == Key.Presence.DEFAULT) {
            schema.put("default", json(YamlText.parse(key.sample(), new Place(key.name(), "default", 0))));
        }
        return schema;
    }

    private static Map<String, Object> schema(Form form, Section section) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("required", form.required());
        Map<String, Object> others = new LinkedHashMap<>();
        section.names().stream().filter(name -> !form.allows(name)).forEach(name -> others.put(name, false));
        schema.put("properties", others);
        return schema;
    }

    /** A value as JSON has it. */
    private static Object json(SpecNode node) {
        if (node instanceof SpecMap map) {
            Map<String, Object> values = new LinkedHashMap<>();
            map.values().forEach((key, value) -> values.put(key, json(value)));
            return values;
        }
        if (node instanceof SpecList list) {
            List<Object> elements = new ArrayList<>();
            list.elements().forEach(element -> elements.add(json(element)));
            return elements;
        }
        if (!(node instanceof SpecScalar scalar)) {
            throw new AssertionError(node);
        }
        if (!scalar.isQuoted()
                && (scalar.value().equals("true") || scalar.value().equals("false"))) {
            return scalar.flag();
        }
        try {
            return Decimal.of(scalar.number());
        } catch (SpecException e) {
            return scalar.value();
        }
    }
}
