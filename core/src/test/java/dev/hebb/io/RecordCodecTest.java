package dev.hebb.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hebb.expr.Expr;
import dev.hebb.expr.Program;
import dev.hebb.graph.ElementwiseOp;
import dev.hebb.graph.Op;
import dev.hebb.graph.op.Expression;
import dev.hebb.graph.op.Input;
import dev.hebb.graph.op.LeakyRelu;
import dev.hebb.graph.op.Reshape;
import dev.hebb.graph.op.Softmax;
import dev.hebb.shape.Kind;
import dev.hebb.shape.Precision;
import dev.hebb.shape.Shape;
import dev.hebb.shape.TensorType;
import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class RecordCodecTest {
    private static final RecordCodec CODEC = RecordCodec.standard();

    interface Piece {}

    record Leaf(double weight, float small, int count, long large, boolean on, String name, Kind kind)
            implements Piece {}

    record Tree(
            List<Piece> pieces,
            Map<String, Double> factors,
            Optional<Piece> extra,
            Optional<Integer> limit,
            Shape shape,
            TensorType tensorType,
            Program program,
            List<List<Long>> table)
            implements Piece {}

    record Positive(int value) implements Piece {
        Positive {
            if (value <= 0) {
                throw new IllegalArgumentException("expected a positive value but got " + value);
            }
        }
    }

    /** Holds a name again. */
    interface Elsewhere {
        record Positive(int other) {}
    }

    record Function(DoubleUnaryOperator f) implements Piece {}

    record Typed(String type) implements Piece {}

    record Swish(double beta) implements ElementwiseOp {
        @Override
        public Expr forward(List<Expr> x) {
            return x.get(0).times(Expr.sigmoid(x.get(0).times(beta)));
        }
    }

    private static final RecordCodec PIECES =
            CODEC.with(List.of(Leaf.class, Tree.class, Positive.class, Function.class, Typed.class));

    private static final Leaf LEAF =
            new Leaf(0.1, 0.1f, -7, Long.MIN_VALUE, true, "tr\u00e4g \"quoted\"\n\ud83d\ude00", Kind.INT);

    private static <T> T roundTrip(RecordCodec codec, Class<T> declared, T value) {
        String text = JsonText.print(codec.encode(declared, value));
        T back = codec.decode(declared, JsonText.parse(text));
        assertEquals(value, back);
        return back;
    }

    private static void assertFails(String messagePart, Runnable action) {
        ModelFileException e = assertThrows(ModelFileException.class, action::run);
        assertTrue(e.getMessage().contains(messagePart), () -> "'" + messagePart + "' not in: " + e.getMessage());
    }

    @Test
    void everyComponentTypeComesBackEqual() {
        Program program = Program.of(1, Expr.exp(Expr.variable(0)).plus(0.1));
        Tree tree = new Tree(
                List.of(LEAF, new Positive(3)),
                Map.of("a", 1e-300, "b.c", -0.0),
                Optional.of(LEAF),
                Optional.empty(),
                Shape.of(2, 0, 3),
                TensorType.ofInt(4),
                program,
                List.of(List.of(), List.of(1L, 2L)));
        roundTrip(PIECES, Piece.class, tree);
        roundTrip(PIECES, Tree.class, tree);
        roundTrip(
                PIECES,
                Piece.class,
                new Tree(
                        List.of(),
                        Map.of(),
                        Optional.empty(),
                        Optional.of(5),
                        Shape.SCALAR,
                        TensorType.ofFloat(),
                        program,
                        List.of()));
        assertEquals(
                List.of(LEAF, tree), PIECES.decodeAll(Piece.class, PIECES.encodeAll(Piece.class, List.of(LEAF, tree))));
        roundTrip(PIECES, Precision.class, Precision.FLOAT32);
        assertEquals(3, PIECES.decode(int.class, PIECES.encode(Integer.class, 3)));
    }

    @Test
    void doublesComeBackBitForBit() {
        double[] values = {
            0.0,
            -0.0,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            1 / 3.0,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            1.0e22
        };
        for (double value : values) {
            Double back = roundTrip(CODEC, Double.class, value);
            assertEquals(Double.doubleToLongBits(value), Double.doubleToLongBits(back));
        }
        roundTrip(PIECES, Piece.class, new Leaf(Double.NaN, Float.NEGATIVE_INFINITY, 0, 0, false, "", Kind.FLOAT));
    }

    @Test
    void everyOpThatCanBeSavedComesBackEqual() throws ReflectiveOperationException {
        int saved = 0;
        for (Class<?> type : opClasses()) {
            for (Record op : samples(type)) {
                if (Arrays.stream(type.getRecordComponents())
                        .anyMatch(c -> c.getName().equals("type"))) {
                    assertFails("rename", () -> CODEC.encode(Op.class, (Op) op));
                } else {
                    Op back = roundTrip(CODEC, Op.class, (Op) op);
                    assertEquals(type, back.getClass());
                    saved++;
                }
            }
        }
        assertTrue(saved >= 50, "only " + saved + " ops were tried");
    }

    private static List<Class<?>> opClasses() throws ReflectiveOperationException {
        Path folder;
        try {
            folder = Path.of(
                    Op.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
        List<Class<?>> types = new ArrayList<>();
        for (File file :
                folder.resolve("dev/hebb/graph/op").toFile().listFiles((dir, name) -> name.matches("\\w+\\.class"))) {
            Class<?> type = Class.forName("dev.hebb.graph.op." + file.getName().replace(".class", ""));
            if (type.isRecord() && Op.class.isAssignableFrom(type)) {
                types.add(type);
            }
        }
        return types;
    }

    /** The op with one of a few values for every component; none where its constructor refuses them all. */
    private static List<Record> samples(Class<?> type) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        List<Record> samples = new ArrayList<>();
        for (int variant = 0; variant < 2; variant++) {
            List<Object> values = new ArrayList<>();
            for (RecordComponent component : type.getRecordComponents()) {
                values.add(sample(component.getGenericType().getTypeName(), variant));
            }
            try {
                samples.add((Record) constructor.newInstance(values.toArray()));
            } catch (InvocationTargetException | IllegalArgumentException e) {
                values.clear(); // this op wants other values
            }
        }
        return samples;
    }

    private static Object sample(String type, int variant) {
        return switch (type) {
            case "double" -> variant == 0 ? 0.25 : 0.1;
            case "int" -> variant + 1;
            case "long" -> variant + 2L;
            case "boolean" -> variant == 0;
            case "java.lang.String" -> "name" + variant;
            case "dev.hebb.shape.Shape" -> Shape.of(2, variant + 1);
            case "dev.hebb.shape.TensorType" -> TensorType.ofFloat(variant + 1);
            case "java.util.List<java.lang.Integer>" -> List.of(1, 0);
            case "java.util.List<java.lang.Long>" -> List.of(variant - 1L, 3L);
            case "dev.hebb.expr.Program" ->
                Program.of(2, Expr.variable(0).max(Expr.variable(1)).times(0.1));
            default -> "no sample";
        };
    }

    @Test
    void usersRecordsNeedToBePassed() {
        Swish swish = new Swish(1.5);
        assertFails("RecordCodecTest$Swish", () -> CODEC.encode(Op.class, swish));
        RecordCodec mine = CODEC.with(List.of(Swish.class));
        JsonNode json = mine.encode(Op.class, swish);
        assertEquals("{\"type\":\"Swish\",\"beta\":1.5}", json.toString());
        assertEquals(swish, mine.decode(Op.class, json));
        assertFails("'Swish'", () -> CODEC.decode(Op.class, json));
    }

    @Test
    void classesThatAreNoRecordsOrShareANameAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> CODEC.with(List.of(String.class)));
        assertThrows(IllegalArgumentException.class, () -> PIECES.with(List.of(Elsewhere.Positive.class)));
    }

    @Test
    void foreignClassesAreNeverBroughtToLife() {
        RecordCodec here = RecordCodec.of(List.of("dev.hebb.graph.op", "dev.hebb.io"));
        List<String> names = List.of(
                "Trap",
                "TrapRecord",
                "dev.hebb.io.Trap",
                "../Trap",
                "Trap$1",
                "io.Trap",
                "java.lang.Runtime",
                "Signature",
                "Broadcasting",
                "RecordCodec",
                "softmax",
                "SOFTMAX",
                "",
                "A".repeat(100_000),
                "[Lx;",
                "Class\u0000");
        for (RecordCodec codec : List.of(CODEC, here)) {
            for (String name : names) {
                ObjectNode json = (ObjectNode) JsonText.parse("{\"axes\":[1]}");
                json.put("type", name);
                assertFails("expected the name of a built-in Op", () -> codec.decode(Op.class, json));
            }
        }
        assertNull(System.getProperty(Trap.TRACE));
        assertFails("but got 'Softmax'", () -> CODEC.decode(Piece.class, CODEC.encode(Op.class, new Softmax(-1))));
    }

    @Test
    void wrongComponentsAreNamedWithTheirPlace() {
        ObjectNode leaf = (ObjectNode) PIECES.encode(Piece.class, LEAF);
        record Case(String field, String json, String message) {}
        List<Case> cases = List.of(
                new Case("count", "1.5", "expected an integer"),
                new Case(
                        "count", "2147483648", "expected an integer from -2147483648 to 2147483647 but got 2147483648"),
                new Case("count", "\"1\"", "but got \"1\""),
                new Case("count", "null", "but got null"),
                new Case("large", "1e3", "expected an integer"),
                new Case("weight", "\"1\"", "expected a number"),
                new Case("weight", "\"nan\"", "expected a number"),
                new Case("weight", "[]", "expected a number but got a list of 0"),
                new Case("on", "1", "expected true or false"),
                new Case("name", "{}", "expected a text"),
                new Case("kind", "\"HALF\"", "expected one of [FLOAT, INT]"),
                new Case("kind", "0", "expected one of [FLOAT, INT]"));
        for (Case c : cases) {
            ObjectNode changed = leaf.deepCopy().set(c.field(), JsonText.parse(c.json()));
            JsonNode list = JsonText.parse("[" + leaf + "," + changed + "]");
            assertFails(c.message(), () -> PIECES.decodeAll(Piece.class, list));
            assertFails(" at [1]." + c.field(), () -> PIECES.decodeAll(Piece.class, list));
        }
        assertFails("'colour'", () -> PIECES.decode(Piece.class, leaf.deepCopy().put("colour", 1)));
        assertFails("'count'", () -> PIECES.decode(Piece.class, leaf.deepCopy().without("count")));
        assertFails("'type'", () -> PIECES.decode(Piece.class, leaf.deepCopy().without("type")));
        assertFails("'type'", () -> PIECES.decode(Leaf.class, leaf));
        assertFails("expected an object but got 5", () -> PIECES.decode(Piece.class, JsonText.parse("5")));
    }

    @Test
    void whatAConstructorRefusesIsReportedWithItsPlace() {
        JsonNode json = JsonText.parse("[{\"type\":\"Positive\",\"value\":3},{\"type\":\"Positive\",\"value\":0}]");
        assertFails("expected a positive value but got 0 at [1]", () -> PIECES.decodeAll(Piece.class, json));
        assertFails(
                "at most one -1",
                () -> CODEC.decode(Op.class, JsonText.parse("{\"type\":\"Reshape\",\"dims\":[-1,-1]}")));
        assertFails(
                "9223372036854775807 elements",
                () -> CODEC.decode(
                        Op.class, JsonText.parse("{\"type\":\"BroadcastTo\",\"shape\":[4611686018427387904,4]}")));
        assertFails("expected an integer from 0", () -> CODEC.decode(Shape.class, JsonText.parse("[3,-1]")));
        assertEquals(
                new Reshape(List.of(-1L, 3L)),
                CODEC.decode(Op.class, JsonText.parse("{\"type\":\"Reshape\",\"dims\":[-1,3]}")));
    }

    @Test
    void programsThatNobodyPrintsAreRefused() {
        List<String> texts = List.of(
                "",
                "-> ",
                "-> x1",
                "t1 = exp t1 -> t1",
                "t1 = exp x0; -> t1",
                "t2 = exp x0 -> t2",
                "t1 = run x0 -> t1",
                "t1 = exp x0 -> t9",
                "-> t0",
                "x");
        for (String text : texts) {
            ObjectNode json =
                    (ObjectNode) JsonText.parse("{\"type\":\"Expression\",\"name\":\"f\",\"program\":{\"inputs\":1}}");
            ((ObjectNode) json.get("program")).put("text", text);
            assertFails("program", () -> CODEC.decode(Op.class, json));
        }
        assertFails(
                "from 0 to 4096",
                () -> CODEC.decode(Program.class, JsonText.parse("{\"inputs\":2147483647,\"text\":\"-> x0\"}")));
        roundTrip(CODEC, Op.class, new Expression("identity", Program.of(1, Expr.variable(0))));
    }

    @Test
    void whatCannotBeSavedIsRefusedWhenItIsSaved() {
        assertFails("at f", () -> PIECES.encode(Piece.class, new Function(x -> x)));
        assertFails("rename it", () -> PIECES.encode(Piece.class, new Typed("x")));
        assertFails("RecordCodecTest$1", () -> PIECES.encode(Piece.class, new Piece() {}));
        assertFails("null at name", () -> PIECES.encode(Piece.class, new Leaf(0, 0, 0, 0, false, null, Kind.INT)));
        assertFails("at most 32 axes", () -> CODEC.encode(Shape.class, Shape.of(new long[33])));
        assertFails("rename", () -> CODEC.encode(Op.class, new Input("x", TensorType.ofFloat(1))));
        assertEquals(new LeakyRelu(0.3), roundTrip(CODEC, Op.class, new LeakyRelu(0.3)));
    }

    @Test
    void deepNestingIsRefused() {
        Piece piece = new Positive(1);
        Program program = Program.of(1, Expr.variable(0));
        for (int i = 0; i < 60; i++) {
            piece = new Tree(
                    List.of(piece),
                    Map.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Shape.SCALAR,
                    TensorType.ofFloat(),
                    program,
                    List.of());
        }
        Piece deep = piece;
        assertFails("levels", () -> PIECES.encode(Piece.class, deep));
    }
}
