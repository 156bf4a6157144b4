package dev.hebb.io;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hebb.expr.Program;
import dev.hebb.expr.ProgramText;
import dev.hebb.shape.Shape;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The reading half of {@link RecordCodec}: every value is checked against the declared type, which comes from a class and never from the file. */
final class RecordReader {
    private static final int MAX_LIST = 1_000_000;
    private static final int MAX_RANK = 32;
    private static final int MAX_PROGRAM_INPUTS = 4096;

    private final RecordTypes types;

    RecordReader(RecordTypes types) {
        this.types = types;
    }

    Object read(Type declared, JsonNode json, JsonPlace at) {
        at.requireDepth();
        if (declared instanceof ParameterizedType p) {
            return readContainer(p, json, at);
        } else if (!(declared instanceof Class<?>)) {
            throw RecordCodec.unsupported(declared.getTypeName(), at);
        }
        Class<?> type = (Class<?>) declared;
        if (type == double.class || type == Double.class) {
            return number(json, at);
        } else if (type == float.class || type == Float.class) {
            return (float) number(json, at);
        } else if (type == int.class || type == Integer.class) {
            return (int) integer(json, Integer.MIN_VALUE, Integer.MAX_VALUE, at);
        } else if (type == long.class || type == Long.class) {
            return integer(json, Long.MIN_VALUE, Long.MAX_VALUE, at);
        } else if (type == boolean.class || type == Boolean.class) {
            return require(json.isBoolean(), json.booleanValue(), "true or false", json, at);
        } else if (type == String.class) {
            return text(json, at);
        } else if (type.isEnum()) {
            return constant(type, json, at);
        } else if (type == Shape.class) {
            return shape(json, at);
        } else if (type == Program.class) {
            return program(json, at);
        } else if (type.isRecord()) {
            return record(type, json, Set.of(), at);
        } else if (RecordCodec.isOpen(type) && !type.getName().startsWith("java.")) {
            return named(type, json, at);
        }
        throw RecordCodec.unsupported(type.getName(), at);
    }

    private Object named(Class<?> declared, JsonNode json, JsonPlace at) {
        requireObject(json, at);
        JsonNode name = json.path(RecordCodec.TYPE);
        if (!name.isTextual()) {
            throw bad("the name of a " + declared.getSimpleName() + " as '" + RecordCodec.TYPE + "'", shown(json), at);
        }
        Class<?> type;
        try {
            type = types.find(name.textValue(), declared);
        } catch (ModelFileException e) {
            throw at.parent().isEmpty() ? e : e.at(at.toString().substring(" at ".length()));
        }
        return record(type, json, Set.of(RecordCodec.TYPE), at);
    }

    private Object record(Class<?> type, JsonNode json, Set<String> besides, JsonPlace at) {
        requireObject(json, at);
        RecordComponent[] components = type.getRecordComponents();
        Set<String> expected =
                Arrays.stream(components).map(RecordComponent::getName).collect(Collectors.toSet());
        if (!Collections.disjoint(expected, besides)) {
            throw new ModelFileException(
                    "expected no component named '" + RecordCodec.TYPE + "' but " + type.getName() + " has one" + at,
                    "");
        }
        json.fieldNames().forEachRemaining(name -> {
            if (!expected.contains(name) && !besides.contains(name)) {
                throw bad(
                        "only " + expected + " of " + type.getSimpleName(),
                        "'" + SafetensorsHeader.clip(name) + "'",
                        at);
            }
        });
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            JsonPlace place = at.field(components[i].getName());
            JsonNode value = json.get(components[i].getName());
            if (value == null) {
                throw bad("the component '" + components[i].getName() + "' of " + type.getSimpleName(), "nothing", at);
            }
            values[i] = read(components[i].getGenericType(), value, place);
        }
        return construct(type, components, values, at);
    }

    private static Object construct(Class<?> type, RecordComponent[] components, Object[] values, JsonPlace at) {
        try {
            Class<?>[] parameters =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<?> constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw new ModelFileException(
                        "expected a valid " + type.getSimpleName() + " but got: " + refusal.getMessage() + at,
                        "",
                        refusal);
            }
            throw e.getCause() instanceof Error error ? error : new LinkageError(type.getName(), e);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type.getName(), e);
        }
    }

    /** The value of a component. */
    static Object get(RecordComponent component, Record record, JsonPlace at) {
        try {
            component.getAccessor().setAccessible(true);
            Object value = component.getAccessor().invoke(record);
            if (value == null) {
                throw bad("a value", "null", at);
            }
            return value;
        } catch (ReflectiveOperationException e) {
            throw new ModelFileException("expected to read the component" + at + " but got " + e, "", e);
        }
    }

    private Object readContainer(ParameterizedType declared, JsonNode json, JsonPlace at) {
        Type[] arguments = declared.getActualTypeArguments();
        if (declared.getRawType() == List.class) {
            return readList(arguments[0], json, at);
        } else if (declared.getRawType() == Map.class && arguments[0] == String.class) {
            requireObject(json, at);
            Map<String, Object> values = new LinkedHashMap<>();
            json.properties()
                    .forEach(field ->
                            values.put(field.getKey(), read(arguments[1], field.getValue(), at.field(field.getKey()))));
            return Collections.unmodifiableMap(values);
        } else if (declared.getRawType() == Optional.class) {
            return json.isNull() ? Optional.empty() : Optional.of(read(arguments[0], json, at));
        }
        throw RecordCodec.unsupported(declared.getTypeName(), at);
    }

    List<Object> readList(Type element, JsonNode json, JsonPlace at) {
        if (!json.isArray() || json.size() > MAX_LIST) {
            throw bad("a list of at most " + MAX_LIST + " values", shown(json), at);
        }
        List<Object> values = new ArrayList<>(json.size());
        for (JsonNode value : json) {
            values.add(read(element, value, at.element(values.size())));
        }
        return Collections.unmodifiableList(values);
    }

    private static double number(JsonNode json, JsonPlace at) {
        if (json.isNumber()) {
            return json.doubleValue();
        }
        return switch (json.isTextual() ? json.textValue() : "") {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw bad("a number", shown(json), at);
        };
    }

    private static long integer(JsonNode json, long least, long most, JsonPlace at) {
        boolean fits = json.isIntegralNumber()
                && json.canConvertToLong()
                && json.longValue() >= least
                && json.longValue() <= most;
        return require(fits, json.longValue(), "an integer from " + least + " to " + most, json, at);
    }

    private static String text(JsonNode json, JsonPlace at) {
        return require(json.isTextual(), json.asText(), "a text", json, at);
    }

    private static Object constant(Class<?> type, JsonNode json, JsonPlace at) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(json.textValue())) {
                return constant;
            }
        }
        throw bad("one of " + Arrays.toString(type.getEnumConstants()), shown(json), at);
    }

    static Shape shape(JsonNode json, JsonPlace at) {
        if (!json.isArray() || json.size() > MAX_RANK) {
            throw bad("a shape of at most " + MAX_RANK + " axes", shown(json), at);
        }
        long[] dims = new long[json.size()];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = integer(json.path(i), 0, Long.MAX_VALUE, at.element(i));
        }
        try {
            return Shape.of(dims);
        } catch (IllegalArgumentException e) {
            throw new ModelFileException(e.getMessage() + at, "", e);
        }
    }

    private static Program program(JsonNode json, JsonPlace at) {
        requireObject(json, at);
        int inputs = (int) integer(json.path("inputs"), 0, MAX_PROGRAM_INPUTS, at.field("inputs"));
        String text = text(json.path("text"), at.field("text"));
        try {
            Program program = ProgramText.parse(inputs, text);
            if (json.size() != 2 || !program.toString().equals(text)) {
                throw bad("only the inputs and the text of a program", shown(json), at);
            }
            return program;
        } catch (IllegalArgumentException e) {
            throw new ModelFileException(SafetensorsHeader.clip(String.valueOf(e.getMessage())) + at, "", e);
        }
    }

    static void requireObject(JsonNode json, JsonPlace at) {
        if (!json.isObject()) {
            throw bad("an object", shown(json), at);
        }
    }

    private static <T> T require(boolean fits, T value, String expected, JsonNode json, JsonPlace at) {
        if (!fits) {
            throw bad(expected, shown(json), at);
        }
        return value;
    }

    static ModelFileException bad(String expected, String got, JsonPlace at) {
        return new ModelFileException("expected " + expected + " but got " + got + at, "");
    }

    /** A value for a message; containers by their size, so that a message stays short. */
    static String shown(JsonNode json) {
        if (json.isMissingNode()) {
            return "nothing";
        } else if (json.isContainerNode()) {
            return (json.isArray() ? "a list of " : "an object of ") + json.size();
        }
        return SafetensorsHeader.clip(json.toString());
    }
}
