package dev.hebb.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.graph.op.Add;
import dev.hebb.graph.op.MatrixProduct;
import dev.hebb.graph.op.Multiply;
import dev.hebb.graph.op.State;
import dev.hebb.shape.ShapeException;
import dev.hebb.shape.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphTest {
    private static final TensorType PAIR = TensorType.ofFloat(2);
    private final Value x = Value.input("x", PAIR);
    private final Value y = Value.input("y", PAIR);

    private static Value state(String name, long offset) {
        return Value.of(new State("parameters", offset, PAIR, name));
    }

    @Test
    void nodesComeAfterTheirInputsAndOnce() {
        Value sum = x.plus(y);
        Value result = sum.times(sum).minus(x);
        List<Node> nodes = Graph.nodes(List.of(result, sum));
        assertEquals(
                List.of(x.node(), y.node(), sum.node(), result.node().input(0).node(), result.node()), nodes);
    }

    @Test
    void aVeryDeepGraphIsWalked() {
        Value deep = x;
        for (int i = 0; i < 100_000; i++) {
            deep = deep.plus(x);
        }
        assertEquals(100_001, Graph.nodes(List.of(deep)).size());
    }

    @Test
    void resultsAreOutputsAndThenTheValuesOfUpdates() {
        Value weight = state("weight", 0);
        Value next = weight.plus(x);
        Graph graph = new Graph(Map.of("y", y), List.of(new Update(weight, next)));
        assertEquals(List.of(y, next), graph.results());
        assertEquals(List.of(y.node(), weight.node(), x.node(), next.node()), graph.nodes());
    }

    @Test
    void everyReadOfAStepSeesTheOldValue() {
        Value first = state("first", 0);
        Value second = state("second", 2);
        Graph swap = new Graph(
                Map.of("sum", first.plus(second)), List.of(new Update(first, second), new Update(second, first)));
        Oracle oracle = new Oracle().arena("parameters", 1, 2, 3, 4);
        assertArrayEquals(new double[] {4, 6}, oracle.run(swap).get("sum"));
        assertArrayEquals(new double[] {3, 4, 1, 2}, oracle.arena("parameters"));
    }

    @Test
    void anUpdateTakesAStateAndItsType() {
        assertThrows(IllegalArgumentException.class, () -> new Update(x, y));
        Value wider = Value.input("z", TensorType.ofFloat(3));
        String message = assertThrows(ShapeException.class, () -> new Update(state("weight", 0), wider))
                .getMessage();
        assertTrue(message.contains("float[2]") && message.contains("float[3]"), message);
    }

    @Test
    void aMisfitNamesTheLayer() {
        Value wide = Value.input("x", TensorType.ofFloat(4, 3));
        String message = assertThrows(
                        ShapeException.class,
                        () -> Node.of(new MatrixProduct(false, false), List.of(wide, wide), "dense_1"))
                .getMessage();
        assertTrue(message.endsWith("at layer dense_1"), message);
    }

    @Test
    void theScopeIsThatOfTheLastInputThatHasOne() {
        Value first = Node.of(new Add(), List.of(x, y), "dense_1").output();
        Value second = Node.of(new Add(), List.of(x, y), "dense_2").output();
        assertEquals("dense_2", first.plus(second).node().scope());
        assertEquals("dense_1", first.plus(x).node().scope());
        assertEquals("", x.plus(y).node().scope());
    }

    @Test
    void aRewriteReplacesNodesAndKeepsWhatDoesNotChange() {
        Value untouched = x.minus(y);
        Value sum = x.plus(y).times(untouched);
        Value product = Rewrite.of(List.of(sum, untouched), GraphTest::multiplyInsteadOfAdd)
                .get(0);
        assertArrayEquals(
                new double[] {2 * -1, 15 * -2},
                new Oracle().feed("x", 1, 3).feed("y", 2, 5).evaluate(product));
        assertSame(untouched, product.node().input(1));
        assertNotEquals(sum, product);
    }

    private static List<Value> multiplyInsteadOfAdd(Node node, List<Value> inputs) {
        return node.op() instanceof Add
                ? Node.of(new Multiply(), inputs, node.scope()).outputs()
                : Rewrite.same(node, inputs);
    }

    @Test
    void aRewriteThatChangesNothingGivesTheSameValues() {
        Graph graph = Graph.of(Map.of("out", x.plus(y).square()));
        assertEquals(graph, Rewrite.of(graph, Rewrite::same));
    }
}
