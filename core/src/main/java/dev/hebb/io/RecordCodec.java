package dev.hebb.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hebb.expr.Program;
import dev.hebb.shape.Shape;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records to and from JSON: a layer, an op, a scaler with all they hold. A record stands as an object of its components; where an interface is declared the
 * object has the record's simple name too: {@code {"type": "Dense", "units": 10, ..}}.
 *
 * <p>Components may be double, float, int, long, boolean, String, enums, {@link Shape}, {@link Program}, records, interfaces that records implement, and
 * List, Map with String names and Optional of these. NaN and infinities are texts.
 * <br>Errors: {@link ModelFileException} with the path of the component, {@code [2].activation.slope}.
 */
public final class RecordCodec {
    static final String TYPE = "type";
    static final int MAX_DEPTH = 48;

    private static final List<String> PACKAGES =
            List.of("dev.hebb.graph.op", "dev.hebb.nn", "dev.hebb.optim", "dev.hebb.metric", "dev.hebb.data");

    private final RecordTypes types;

    private RecordCodec(RecordTypes types) {
        this.types = types;
    }

    /** Knows the records of Hebb's own packages. */
    public static RecordCodec standard() {
        return of(PACKAGES);
    }

    /** Knows the records that stand directly in {@code packages}. */
    public static RecordCodec of(List<String> packages) {
        return new RecordCodec(RecordTypes.of(packages));
    }

    /**
     * Knows the caller's own records too; built-in ones of the same name and interface come first.
     *
     * @throws IllegalArgumentException for a class that is no record, and two of one simple name
     */
    public RecordCodec with(Collection<? extends Class<?>> classes) {
        return new RecordCodec(types.with(classes));
    }

    /** {@code value} as JSON that {@link #decode} reads back, which is tried, where {@code declared} is wanted. */
    public <T> JsonNode encode(Class<T> declared, T value) {
        return encodeAndTry(declared, value, JsonPlace.root());
    }

    private JsonNode encodeAndTry(Class<?> declared, Object value, JsonPlace at) {
        JsonNode json = encode(declared, value, at);
        if (!new RecordReader(types).read(declared, json, at).equals(value)) {
            throw new ModelFileException(
                    "expected a " + declared.getSimpleName()
                            + " equal to itself after saving and loading but got another for "
                            + SafetensorsHeader.clip(value.toString()) + at,
                    "let its record compare by its components");
        }
        return json;
    }

    /** The value of a JSON that {@link #encode} wrote for the same {@code declared}. */
    public <T> T decode(Class<T> declared, JsonNode json) {
        return wrapper(declared).cast(new RecordReader(types).read(declared, json, JsonPlace.root()));
    }

    /** Each of {@code values} as JSON. */
    public <T> ArrayNode encodeAll(Class<T> declared, List<? extends T> values) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < values.size(); i++) {
            array.add(encodeAndTry(declared, values.get(i), JsonPlace.root().element(i)));
        }
        return array;
    }

    /** The values of a JSON that {@link #encodeAll} wrote. */
    public <T> List<T> decodeAll(Class<T> declared, JsonNode json) {
        List<?> values = new RecordReader(types).readList(declared, json, JsonPlace.root());
        return values.stream().<T>map(wrapper(declared)::cast).toList();
    }

    @SuppressWarnings("unchecked") // int.class is a Class<Integer>, as Integer.class is
    private static <T> Class<T> wrapper(Class<T> type) {
        return (Class<T>) MethodType.methodType(type).wrap().returnType();
    }

    private JsonNode encode(Type declared, Object value, JsonPlace at) {
        at.requireDepth();
        if (declared instanceof ParameterizedType p) {
            return encodeContainer(p, value, at);
        } else if (!(declared instanceof Class<?>)) {
            throw unsupported(declared.getTypeName(), at);
        }
        Class<?> type = (Class<?>) declared;
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return Double.isFinite(number) ? nodes.numberNode(number) : nodes.textNode(Double.toString(number));
        } else if (value instanceof Integer || value instanceof Long) {
            return integer(((Number) value).longValue());
        } else if (value instanceof Boolean flag) {
            return nodes.booleanNode(flag);
        } else if (value instanceof String text) {
            return nodes.textNode(text);
        } else if (value instanceof Enum<?> constant && type.isEnum()) {
            return nodes.textNode(constant.name());
        } else if (value instanceof Shape shape) {
            ArrayNode dims = nodes.arrayNode();
            shape.toList().forEach(dim -> dims.add(integer(dim)));
            return dims;
        } else if (value instanceof Program program) {
            return nodes.objectNode().put("inputs", program.inputs()).put("text", program.toString());
        } else if (value instanceof Record record) {
            return encodeRecord(type, record, at);
        }
        throw unsupported(value.getClass().getName(), at);
    }

    /** The node that parsing gives, so that trees compare equal. */
    private static JsonNode integer(long value) {
        int narrow = (int) value;
        return narrow == value
                ? JsonNodeFactory.instance.numberNode(narrow)
                : JsonNodeFactory.instance.numberNode(value);
    }

    private ObjectNode encodeRecord(Class<?> declared, Record record, JsonPlace at) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        Class<?> type = record.getClass();
        if (isOpen(declared)) {
            if (find(type, declared) != type) {
                throw new ModelFileException(
                        "expected a record of Hebb or one passed as your own but got " + type.getName() + at, "");
            }
            json.put(TYPE, type.getSimpleName());
        }
        for (RecordComponent component : type.getRecordComponents()) {
            if (json.has(component.getName())) {
                throw new ModelFileException(
                        "expected no component named '" + TYPE + "' but " + type.getName() + " has one" + at,
                        "rename it");
            }
            JsonPlace place = at.field(component.getName());
            json.set(
                    component.getName(),
                    encode(component.getGenericType(), RecordReader.get(component, record, place), place));
        }
        return json;
    }

    private Class<?> find(Class<?> type, Class<?> declared) {
        try {
            return types.find(type.getSimpleName(), declared);
        } catch (ModelFileException e) {
            throw new ModelFileException(
                    "expected a record of Hebb or one passed as your own but got " + type.getName(),
                    "write it as a top-level record, or as one of Hebb's with an expression",
                    e);
        }
    }

    /** Whether the class alone does not say what record a value is. */
    static boolean isOpen(Class<?> declared) {
        boolean isObject = !declared.isPrimitive() && !declared.isArray();
        return isObject && Modifier.isAbstract(declared.getModifiers());
    }

    private JsonNode encodeContainer(ParameterizedType declared, Object value, JsonPlace at) {
        Type[] arguments = declared.getActualTypeArguments();
        if (declared.getRawType() == List.class && value instanceof List<?> list) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            for (Object element : list) {
                array.add(encode(arguments[0], element, at.element(array.size())));
            }
            return array;
        } else if (declared.getRawType() == Map.class
                && arguments[0] == String.class
                && value instanceof Map<?, ?> map) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            map.forEach(
                    (key, element) -> object.set((String) key, encode(arguments[1], element, at.field((String) key))));
            return object;
        } else if (declared.getRawType() == Optional.class && value instanceof Optional<?> optional) {
            return optional.isPresent()
                    ? encode(arguments[0], optional.get(), at)
                    : JsonNodeFactory.instance.nullNode();
        }
        throw unsupported(declared.getTypeName(), at);
    }

    static ModelFileException unsupported(String type, JsonPlace at) {
        return new ModelFileException(
                "expected a component of a type that a model file holds (numbers, texts, enums, shapes, programs,"
                        + " records, and List, Map and Optional of them) but got " + type + at,
                "change the component's type");
    }
}
