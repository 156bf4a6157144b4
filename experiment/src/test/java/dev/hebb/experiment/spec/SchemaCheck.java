package dev.hebb.experiment.spec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Holds a value to a JSON schema, by the keywords that {@link SpecSchema} uses; any other keyword is an error. */
final class SchemaCheck {
    private static final Set<String> REMARKS = Set.of("$schema", "$defs", "title", "description", "default");

    private final JsonNode root;

    SchemaCheck(String json) {
        try {
            this.root = new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    JsonNode root() {
        return root;
    }

    /** What is wrong with the whole value; empty where nothing is. */
    List<String> faults(JsonNode value) {
        return faults(root, value, "");
    }

    List<String> faults(JsonNode schema, JsonNode value, String at) {
        List<String> faults = new ArrayList<>();
        if (schema.isBoolean()) {
            if (!schema.booleanValue()) {
                faults.add(at + ": not allowed");
            }
            return faults;
        }
        schema.fieldNames().forEachRemaining(keyword -> {
            if (!REMARKS.contains(keyword)) {
                check(keyword, schema, value, at, faults);
            }
        });
        return faults;
    }

    private void check(String keyword, JsonNode schema, JsonNode value, String at, List<String> faults) {
        JsonNode rule = schema.path(keyword);
        switch (keyword) {
            case "$ref" ->
                faults.addAll(
                        faults(root.path("$defs").path(rule.textValue().substring("#/$defs/".length())), value, at));
            case "type" -> require(isOfType(rule, value), at, keyword, value, faults);
            case "enum" -> require(contains(rule, value), at, keyword, value, faults);
            case "anyOf" -> require(matches(rule, value) > 0, at, keyword, value, faults);
            case "oneOf" -> require(matches(rule, value) == 1, at, keyword, value, faults);
            case "properties" ->
                value.fieldNames().forEachRemaining(name -> {
                    if (rule.has(name)) {
                        faults.addAll(faults(rule.path(name), value.path(name), at + "." + name));
                    }
                });
            case "additionalProperties" ->
                value.fieldNames().forEachRemaining(name -> {
                    if (!schema.path("properties").has(name)) {
                        faults.addAll(faults(rule, value.path(name), at + "." + name));
                    }
                });
            case "required" ->
                rule.forEach(
                        name -> require(!value.isObject() || value.has(name.textValue()), at, keyword, name, faults));
            case "items" -> {
                if (value.isArray()) {
                    value.forEach(element -> faults.addAll(faults(rule, element, at + "[]")));
                }
            }
            case "minItems" -> require(!value.isArray() || value.size() >= rule.intValue(), at, keyword, value, faults);
            case "maxItems" -> require(!value.isArray() || value.size() <= rule.intValue(), at, keyword, value, faults);
            case "minProperties" ->
                require(!value.isObject() || value.size() >= rule.intValue(), at, keyword, value, faults);
            case "maxProperties" ->
                require(!value.isObject() || value.size() <= rule.intValue(), at, keyword, value, faults);
            case "minimum" ->
                require(!value.isNumber() || value.doubleValue() >= rule.doubleValue(), at, keyword, value, faults);
            case "maximum" ->
                require(!value.isNumber() || value.doubleValue() <= rule.doubleValue(), at, keyword, value, faults);
            case "exclusiveMinimum" ->
                require(!value.isNumber() || value.doubleValue() > rule.doubleValue(), at, keyword, value, faults);
            case "exclusiveMaximum" ->
                require(!value.isNumber() || value.doubleValue() < rule.doubleValue(), at, keyword, value, faults);
            default -> throw new AssertionError("a keyword that this check does not know: " + keyword);
        }
    }

    private static void require(boolean holds, String at, String keyword, JsonNode value, List<String> faults) {
        if (!holds) {
            faults.add(at + ": " + keyword + " does not hold for " + value);
        }
    }

    private int matches(JsonNode schemas, JsonNode value) {
        int matches = 0;
        for (JsonNode schema : schemas) {
            matches += faults(schema, value, "").isEmpty() ? 1 : 0;
        }
        return matches;
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        for (JsonNode one : list) {
            if (one.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfType(JsonNode types, JsonNode value) {
        if (types.isArray()) {
            for (JsonNode type : types) {
                if (isOfType(type, value)) {
                    return true;
                }
            }
            return false;
        }
        return switch (types.textValue()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            case "number" -> value.isNumber();
            case "integer" ->
                value.isNumber() && value.decimalValue().stripTrailingZeros().scale() <= 0;
            default -> throw new AssertionError(types);
        };
    }

    /** A spec as an editor reads it, by the core schema of YAML 1.2. */
    static JsonNode json(SpecNode node) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        if (node instanceof SpecMap map) {
            ObjectNode object = make.objectNode();
            map.values().forEach((key, value) -> object.set(key, json(value)));
            return object;
        }
        if (node instanceof SpecList list) {
            ArrayNode array = make.arrayNode();
            list.elements().forEach(element -> array.add(json(element)));
            return array;
        }
        SpecScalar scalar = (SpecScalar) node;
        String value = scalar.value();
        if (scalar.isQuoted()) {
            return TextNode.valueOf(value);
        }
        if (Set.of("", "~", "null").contains(value)) {
            return NullNode.instance;
        }
        if (Set.of("true", "false").contains(value)) {
            return BooleanNode.valueOf(value.equals("true"));
        }
        return value.matches("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?")
                ? DecimalNode.valueOf(new BigDecimal(value))
                : TextNode.valueOf(value);
    }
}
