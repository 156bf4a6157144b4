package dev.hebb.compile;

import dev.hebb.graph.Graph;
import dev.hebb.graph.Update;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.State;
import dev.hebb.shape.Precision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Graph to plan. Stages run one after another: each sees the states as the one before left them, and within a stage every read sees the old value.
 */
public final class Compiler {
    private Compiler() {}

    /**
     * @param stages compiled into one plan, in order
     * @throws CompileException where a graph has no valid plan
     */
    public static Plan compile(List<Graph> stages, Precision precision, Target target) {
        List<Graph> lowered = new ArrayList<>();
        List<Schedule.Step> steps = new ArrayList<>();
        for (Graph stage : stages) {
            Graph graph = lower(stage, target);
            lowered.add(graph);
            steps.addAll(Schedule.of(graph));
        }
        return PlanMemory.of(lowered, steps, precision);
    }

    public static Plan compile(Graph graph, Precision precision, Target target) {
        return compile(List.of(graph), precision, target);
    }

    private static Graph lower(Graph stage, Target target) {
        Graph canonical = Canonicalize.of(CommonSubexpressions.of(stage));
        Graph primitive = CommonSubexpressions.of(Canonicalize.of(Decompose.of(canonical, target)));
        return FuseRegions.of(FuseElementwise.of(withOwnOutputs(primitive)), target);
    }

    /**
     * An output that is an input or a state itself is copied, so that it can be read after the state has changed; so is an update's value that is a state
     * which changes too, as in an exchange.
     */
    private static Graph withOwnOutputs(Graph graph) {
        Map<String, Value> outputs = new LinkedHashMap<>();
        graph.outputs()
                .forEach((name, value) -> outputs.put(
                        name,
                        Schedule.isLeaf(Schedule.root(value).node())
                                ? Schedule.copy(value, "").output()
                                : value));
        List<Update> updates = graph.updates().stream()
                .map(update -> changes(graph, update.value())
                        ? new Update(
                                update.state(),
                                Schedule.copy(update.value(), "update").output())
                        : update)
                .toList();
        return new Graph(outputs, updates);
    }

    private static boolean changes(Graph graph, Value value) {
        return Schedule.root(value).node().op() instanceof State source
                && graph.updates().stream().anyMatch(update -> update.place().overlaps(source));
    }
}
