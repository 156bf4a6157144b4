package dev.hebb.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON from and to a text that nobody vouches for: no duplicate names, no numbers past long and double, and limits on depth, length and the number of
 * arrays and objects, so that the tree takes at most some 40 bytes per character.
 */
final class JsonText {
    static final int MAX_DEPTH = 64;
    static final int MAX_CHARACTERS = 32 << 20;
    private static final int MAX_NAME_CHARACTERS = 4096;
    private static final int MAX_NUMBER_CHARACTERS = 64;
    private static final int FREE_CONTAINERS = 1024;
    private static final int CHARACTERS_PER_CONTAINER = 6;

    private final JsonParser parser;
    private int containersLeft;

    private JsonText(JsonParser parser, int length) {
        this.parser = parser;
        this.containersLeft = FREE_CONTAINERS + length / CHARACTERS_PER_CONTAINER;
    }

    private static JsonFactory factory() {
        return JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(MAX_CHARACTERS)
                        .maxNameLength(MAX_NAME_CHARACTERS)
                        .maxNumberLength(MAX_NUMBER_CHARACTERS)
                        .build())
                .streamWriteConstraints(StreamWriteConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build())
                .build();
    }

    /** @throws ModelFileException for anything but one JSON value within the limits */
    static JsonNode parse(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new ModelFileException(
                    "expected at most " + MAX_CHARACTERS + " characters of JSON but got " + text.length(), "");
        }
        try (JsonParser parser = factory().createParser(text)) {
            JsonNode value = new JsonText(parser, text.length()).value(parser.nextToken());
            if (parser.nextToken() != null) {
                throw new ModelFileException("expected one JSON value but got more after it", "");
            }
            return value;
        } catch (JsonProcessingException e) {
            long where = e.getLocation() == null ? 0 : e.getLocation().getCharOffset();
            throw new ModelFileException(
                    "expected JSON but got, near character " + where + ", " + e.getOriginalMessage(), "", e);
        } catch (IOException e) {
            throw new AssertionError("reading from memory", e);
        }
    }

    private JsonNode value(@Nullable JsonToken token) throws IOException {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (token == null) {
            throw new ModelFileException("expected a JSON value but got nothing", "");
        }
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> nodes.textNode(parser.getText());
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> nodes.numberNode(finite(parser.getDoubleValue()));
            case VALUE_TRUE -> nodes.booleanNode(true);
            case VALUE_FALSE -> nodes.booleanNode(false);
            case VALUE_NULL -> nodes.nullNode();
            default -> throw new AssertionError(token);
        };
    }

    private JsonNode integer() throws IOException {
        return switch (parser.getNumberType()) {
            case INT -> JsonNodeFactory.instance.numberNode(parser.getIntValue());
            case LONG -> JsonNodeFactory.instance.numberNode(parser.getLongValue());
            default ->
                throw new ModelFileException("expected an integer of at most 64 bits but got " + parser.getText(), "");
        };
    }

    private double finite(double value) throws IOException {
        if (Double.isInfinite(value)) {
            throw new ModelFileException("expected a number in the range of float64 but got " + parser.getText(), "");
        }
        return value;
    }

    private JsonNode object() throws IOException {
        countContainer();
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (object.has(name)) {
                throw new ModelFileException("expected every name once but got '" + name + "' twice", "");
            }
            object.set(name, value(parser.nextToken()));
        }
        return object;
    }

    private JsonNode array() throws IOException {
        countContainer();
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(token));
        }
        return array;
    }

    private void countContainer() {
        if (containersLeft-- == 0) {
            throw new ModelFileException(
                    "expected at most one array or object per " + CHARACTERS_PER_CONTAINER
                            + " characters of JSON but got more",
                    "");
        }
    }

    /** @throws ModelFileException for what {@link #parse} would not give back: NaN, infinities, objects that are not JSON, too much depth */
    static String print(JsonNode value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = factory().createGenerator(text)) {
            print(value, generator);
        } catch (JsonProcessingException e) {
            throw new ModelFileException(
                    "expected settings that JSON can hold but got: " + e.getOriginalMessage(), "", e);
        } catch (IOException e) {
            throw new AssertionError("writing to memory", e);
        }
        return text.toString();
    }

    private static void print(JsonNode value, JsonGenerator generator) throws IOException {
        switch (value.getNodeType()) {
            case OBJECT -> {
                generator.writeStartObject();
                for (Map.Entry<String, JsonNode> field : value.properties()) {
                    generator.writeFieldName(field.getKey());
                    print(field.getValue(), generator);
                }
                generator.writeEndObject();
            }
            case ARRAY -> {
                generator.writeStartArray();
                for (JsonNode element : value) {
                    print(element, generator);
                }
                generator.writeEndArray();
            }
            case NUMBER -> printNumber(value, generator);
            case STRING -> generator.writeString(value.textValue());
            case BOOLEAN -> generator.writeBoolean(value.booleanValue());
            case NULL -> generator.writeNull();
            default ->
                throw new ModelFileException(
                        "expected JSON values but got a node of type " + value.getNodeType() + " in the settings", "");
        }
    }

    private static void printNumber(JsonNode value, JsonGenerator generator) throws IOException {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            generator.writeNumber(value.longValue());
        } else if ((value.isDouble() || value.isFloat()) && Double.isFinite(value.doubleValue())) {
            generator.writeNumber(value.doubleValue());
        } else {
            throw new ModelFileException(
                    "expected finite numbers of at most 64 bits but got " + value + " in the settings",
                    "write NaN and infinity as text");
        }
    }
}
