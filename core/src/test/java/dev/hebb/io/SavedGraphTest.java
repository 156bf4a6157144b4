package dev.hebb.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hebb.expr.Expr;
import dev.hebb.graph.Graph;
import dev.hebb.graph.Node;
import dev.hebb.graph.Update;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.BroadcastTo;
import dev.hebb.graph.op.Concatenate;
import dev.hebb.graph.op.Input;
import dev.hebb.graph.op.Slice;
import dev.hebb.graph.op.Softmax;
import dev.hebb.graph.op.State;
import dev.hebb.shape.Shape;
import dev.hebb.shape.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SavedGraphTest {
    private static final GraphCodec CODEC = new GraphCodec(RecordCodec.standard());

    static Value state(String name, long offset, long... dims) {
        return Value.of(new State("parameters", offset, TensorType.ofFloat(dims), name));
    }

    /** Two inputs, shared weights, a reshape, an expression, a softmax, two outputs. */
    static Graph network(long batch) {
        Value x = Value.input("x", TensorType.ofFloat(batch, 2, 3));
        Value z = Value.input("z", TensorType.ofFloat(batch, 6));
        Value kernel = state("dense_1.kernel", 100, 6, 4);
        Value bias = state("dense_1.bias", 200, 4);
        Value flat = x.reshape(-1, 6);
        Value a = Node.of(flat.matmul(kernel).node().op(), List.of(flat, kernel), "dense_1")
                .output()
                .plus(bias);
        Value b = z.matmul(kernel).plus(bias).map("swish", v -> v.times(Expr.sigmoid(v)));
        Value both = Value.of(new Concatenate(-1), a, b);
        Map<String, Value> outputs = new LinkedHashMap<>();
        outputs.put("kind", Value.of(new Softmax(-1), both));
        outputs.put("size", both.sum(-1).times(0.5));
        return Graph.of(outputs);
    }

    static void assertSameGraph(Graph expected, Graph actual) {
        assertEquals(
                new ArrayList<>(expected.outputs().keySet()),
                new ArrayList<>(actual.outputs().keySet()));
        List<Node> nodes = expected.nodes();
        List<Node> others = actual.nodes();
        assertEquals(nodes.size(), others.size());
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).op() instanceof State state) {
                assertEquals(state.name(), ((State) others.get(i).op()).name());
            } else {
                assertEquals(nodes.get(i).op(), others.get(i).op());
            }
            assertEquals(nodes.get(i).types(), others.get(i).types());
            assertEquals(nodes.get(i).scope(), others.get(i).scope());
            for (int j = 0; j < nodes.get(i).inputs().size(); j++) {
                assertEquals(
                        nodes.indexOf(nodes.get(i).input(j).node()),
                        others.indexOf(others.get(i).input(j).node()));
                assertEquals(
                        nodes.get(i).input(j).index(), others.get(i).input(j).index());
            }
        }
    }

    private static ModelFileException assertFails(String messagePart, Runnable action) {
        ModelFileException e = assertThrows(ModelFileException.class, action::run);
        assertTrue(e.getMessage().contains(messagePart), () -> "'" + messagePart + "' not in: " + e.getMessage());
        return e;
    }

    @Test
    void aSavedGraphIsTheSameAtAnyBatch() {
        String text = JsonText.print(CODEC.encode(SavedGraph.of(network(5))));
        SavedGraph loaded = CODEC.decode(JsonText.parse(text));
        for (long batch : new long[] {1, 2, 5, 13, 1 << 20}) {
            assertSameGraph(network(batch), loaded.rebuild(batch));
        }
        assertEquals(text, JsonText.print(CODEC.encode(SavedGraph.of(network(1)))));
        assertEquals(SavedGraph.of(network(3)), loaded);
        assertEquals(Map.of("x", TensorType.ofFloat(2, 3), "z", TensorType.ofFloat(6)), loaded.inputs());
    }

    @Test
    void statesLieOneAfterAnotherOrWhereTheCallerPutsThem() {
        SavedGraph graph = SavedGraph.of(network(2));
        List<State> states = graph.states();
        assertEquals(
                List.of("dense_1.kernel", "dense_1.bias"),
                states.stream().map(State::name).toList());
        assertEquals(List.of(0L, 24L), states.stream().map(State::offset).toList());
        Map<String, Value> mine = Map.of("dense_1.kernel", state("k", 7, 6, 4), "dense_1.bias", state("b", 31, 4));
        Graph rebuilt = graph.rebuild(2, state -> mine.get(state.name()));
        assertEquals(
                2,
                rebuilt.nodes().stream()
                        .filter(node -> node.op() instanceof State)
                        .count());
        Node bias = rebuilt.nodes().stream()
                .filter(node -> node.op() instanceof State s && s.offset() == 31)
                .findFirst()
                .orElseThrow();
        assertSame(mine.get("dense_1.bias").node(), bias);
        assertFails("for state dense_1.kernel", () -> graph.rebuild(2, state -> state("w", 0, 3)));
    }

    @Test
    void anOpThatHoldsTheBatchIsNamed() {
        Value x = Value.input("x", TensorType.ofFloat(5, 2, 3));
        assertFails("op reshape at node", () -> SavedGraph.of(Graph.of(Map.of("y", x.reshape(5, 6)))));
        assertFails(
                "lost at op slice",
                () -> SavedGraph.of(Graph.of(Map.of("y", x.slice(0, 0, 1).negated()))));
        assertFails("lost at op sum", () -> SavedGraph.of(Graph.of(Map.of("y", x.sum(0)))));
        assertFails(
                "op broadcast_to",
                () -> SavedGraph.of(Graph.of(Map.of("y", Value.of(new BroadcastTo(Shape.of(5, 2, 3)), x)))));
        Value repeated = Value.of(new BroadcastTo(Shape.of(5, 2, 3)), state("s", 0, 3));
        assertFails("op add", () -> SavedGraph.of(Graph.of(Map.of("y", x.plus(repeated)))));
        assertFails("at output y", () -> SavedGraph.of(Graph.of(Map.of("y", Value.constant(1)))));
        assertFails("at output y", () -> SavedGraph.of(Graph.of(Map.of("y", x.transpose(1, 0, 2)))));
        SavedGraph.of(Graph.of(Map.of("y", x.reshape(-1, 6).slice(1, 0, 5))));
    }

    @Test
    void whatIsNoInferenceGraphIsRefused() {
        Value w = state("w", 0, 3);
        Graph training =
                new Graph(Map.of("y", Value.input("x", TensorType.ofFloat(2, 3))), List.of(new Update(w, w.times(2))));
        assertFails("1 updates", () -> SavedGraph.of(training));
        Value rate = Value.input("rate", TensorType.ofFloat());
        assertFails("input rate", () -> SavedGraph.of(Graph.of(Map.of("y", rate))));
        Value a = Value.input("a", TensorType.ofFloat(4, 3));
        Value b = Value.input("b", TensorType.ofFloat(1, 3));
        assertFails("one batch size", () -> SavedGraph.of(Graph.of(Map.of("y", a, "z", b.plus(a)))));
        Value other = state("w", 50, 3);
        assertFails(
                "one state per name",
                () -> SavedGraph.of(Graph.of(Map.of("y", a.plus(w).plus(other)))));
    }

    @Test
    void aGraphOfSeveralThousandNodesNeedsNoDeepStack() {
        Value y = Value.input("x", TensorType.ofFloat(1, 3));
        for (int i = 0; i < 20_000; i++) {
            y = y.negated();
        }
        SavedGraph graph = SavedGraph.of(Graph.of(Map.of("y", y)));
        SavedGraph loaded = CODEC.decode(JsonText.parse(JsonText.print(CODEC.encode(graph))));
        assertEquals(20_001, loaded.rebuild(3).nodes().size());
    }

    @Test
    void damagedGraphsAreRefusedWithTheirPlace() {
        String good = JsonText.print(CODEC.encode(SavedGraph.of(network(5))));
        record Case(String from, String to, String message) {}
        List<Case> cases = List.of(
                new Case("\"inputs\":[1,2]", "\"inputs\":[1,99]", "node 99"),
                new Case("\"inputs\":[1,2]", "\"inputs\":[1,-1]", "node -1"),
                new Case("\"inputs\":[1,2]", "\"inputs\":[1,3]", "node 3"),
                new Case("\"inputs\":[1,2]", "\"inputs\":[1,[2,1]]", "from 0 to 0 of node 2 but got 1"),
                new Case("\"inputs\":[1,2]", "\"inputs\":[1,[2,0,0]]", "nodes[3].inputs"),
                new Case("\"inputs\":[1,2]", "\"inputs\":[1,2.5]", "nodes[3].inputs"),
                new Case("\"inputs\":[1,2]", "\"inputs\":[1,4294967296]", "nodes[3].inputs"),
                new Case("\"inputs\":[1,2]", "\"inputs\":[1]", "matrix_product"),
                new Case("\"inputs\":[1,2]", "\"inputs\":[1,2,2]", "matrix_product"),
                new Case("\"inputs\":[1,2]", "\"inputs\":7", "expected a list"),
                new Case("\"scope\":\"dense_1\"", "\"scope\":3", "nodes[3].scope"),
                new Case("\"scope\"", "\"scoop\"", "'scoop'"),
                new Case("MatrixProduct", "MatrixDivision", "nodes[3].op"),
                new Case("\"shape\":[6,4]", "\"shape\":[6,5]", "dense_1"),
                new Case("\"shape\":[6,4]", "\"shape\":[-6,4]", "nodes[2].shape"),
                new Case("\"shape\":[6,4]", "\"shape\":[4611686018427387904,4]", "nodes[2].shape"),
                new Case("\"shape\":[6,4]", "\"shape\":[6,4611686018427387904]", "nodes[2].shape"),
                new Case("\"row\":[2,3]", "\"row\":[2305843009213693951,3]", "elements"),
                new Case("\"row\":[2,3]", "\"row\":" + "[1" + ",1".repeat(40) + "]", "at most 32 axes"),
                new Case("\"kind\":\"FLOAT\"", "\"kind\":\"INT\"", "float"),
                new Case("\"kind\":\"FLOAT\"", "\"kind\":\"HALF\"", "kind FLOAT or INT"),
                new Case("\"outputs\":{", "\"outputs\":{\"q\":77,", "node 77"),
                new Case("\"outputs\":{", "\"outputs\":{\"q\":\"kind\",", "outputs.q"),
                new Case("\"outputs\":{", "\"outputs\":{\"q\":2,", "at output q"),
                new Case("\"nodes\":", "\"knots\":", "'nodes'"));
        for (Case c : cases) {
            assertTrue(good.contains(c.from()), c.from() + " not in " + good);
            JsonNode bad = JsonText.parse(good.replaceFirst(java.util.regex.Pattern.quote(c.from()), c.to()));
            assertFails(c.message(), () -> CODEC.decode(bad));
        }
    }

    @Test
    void shapesOfManyAxesAreRefusedBeforeTheyMultiply() {
        String dims = "1" + ",1".repeat(10_000);
        String text =
                "{\"nodes\":[{\"input\":\"x\",\"kind\":\"FLOAT\",\"row\":[]},{\"op\":{\"type\":\"Reshape\",\"dims\":["
                        + dims + ",-1]},\"inputs\":[0]}],\"outputs\":{\"y\":1}}";
        assertFails("32 axes", () -> CODEC.decode(JsonText.parse(text)));
    }

    @Test
    void twoInputsOfOneNameHaveOneType() {
        Value a = Value.input("x", TensorType.ofFloat(4, 3));
        Value b = Value.input("x", TensorType.ofFloat(4, 2));
        assertFails("at input x", () -> SavedGraph.of(Graph.of(Map.of("y", a, "z", b))));
        assertEquals(
                new Slice(1, 0, 2),
                SavedGraph.of(Graph.of(Map.of("y", a.slice(1, 0, 2))))
                        .rebuild(3)
                        .nodes()
                        .get(1)
                        .op());
        assertThrows(
                IllegalArgumentException.class,
                () -> SavedGraph.of(Graph.of(Map.of("y", a))).rebuild(0));
        assertEquals(
                new Input("x", TensorType.ofFloat(9, 3)),
                SavedGraph.of(Graph.of(Map.of("y", a)))
                        .rebuild(9)
                        .nodes()
                        .get(0)
                        .op());
    }
}
