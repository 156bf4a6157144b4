package dev.hebb.backend;

import dev.hebb.autodiff.Gradients;
import dev.hebb.expr.Expr;
import dev.hebb.graph.Graph;
import dev.hebb.graph.Update;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.DropoutMask;
import dev.hebb.graph.op.State;
import dev.hebb.shape.Shape;
import dev.hebb.shape.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** A step of 5 to 30 random ops on random shapes, with outputs, gradients and updates. */
final class RandomGraph {
    private static final int ROWS = 6;

    private final Random random;
    private final RandomValues values;
    private final Map<String, double[]> feeds = new LinkedHashMap<>();
    private final List<Value> states = new ArrayList<>();
    private int stateElements;

    RandomGraph(long seed) {
        this.random = new Random(seed);
        this.values = new RandomValues(random);
    }

    Map<String, double[]> feeds() {
        return feeds;
    }

    double[] initialState() {
        return draw(stateElements);
    }

    /** One or two stages; the second reads the states that the first has updated. */
    List<Graph> build() {
        RandomOps ops = leaves();
        int count = 5 + random.nextInt(26);
        for (int i = 0; i < count; i++) {
            ops.add();
        }
        Graph first = stage("");
        if (random.nextBoolean()) {
            return List.of(first);
        }
        values.retain(states);
        for (int i = 0; i < 5; i++) {
            ops.add();
        }
        return List.of(first, stage("second "));
    }

    private Graph stage(String prefix) {
        Map<String, Value> outputs = new LinkedHashMap<>();
        List<Value> results = new ArrayList<>(values.all());
        Collections.shuffle(results, random);
        for (Value value : results.subList(0, Math.min(4, results.size()))) {
            outputs.put(prefix + "out" + outputs.size(), value);
        }
        Value loss = Value.constant(0);
        for (Value value : results.subList(0, Math.min(3, results.size()))) {
            loss = loss.plus(value.times(value).mean());
        }
        List<Value> wrt = new ArrayList<>(states);
        wrt.add(values.all().get(0));
        List<Value> gradients = Gradients.of(loss, wrt);
        for (Value gradient : gradients) {
            outputs.put(prefix + "gradient" + outputs.size(), gradient);
        }
        return new Graph(outputs, updates(gradients));
    }

    private List<Update> updates(List<Value> gradients) {
        List<Update> updates = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            Value state = states.get(i);
            Value other = values.pick(value -> value.shape().equals(state.shape()) && value != state, state);
            Value decayed = state.times(0.9)
                    .minus(gradients.get(i).map("tame", Expr::tanh).times(0.1));
            switch (random.nextInt(4)) {
                case 0 -> {}
                case 1 -> updates.add(new Update(state, values.bound(other) < 50 ? other : decayed));
                default -> updates.add(new Update(state, decayed));
            }
        }
        return updates;
    }

    private RandomOps leaves() {
        for (int i = 0; i < 3; i++) {
            Shape shape = values.shape();
            Value input = Value.input("x" + i, TensorType.ofFloat(shape));
            feeds.put("x" + i, draw((int) shape.size()));
            values.keep(input, true, 3);
        }
        Shape shared = values.shape();
        for (int i = 0; i < 3; i++) {
            Shape shape = i < 2 ? shared : values.shape();
            Value state = Value.of(new State("parameters", stateElements, TensorType.ofFloat(shape), "state" + i));
            stateElements += (int) shape.size() + random.nextInt(3);
            states.add(state);
            values.keep(state, false, 3);
        }
        Value index = Value.input("index", TensorType.ofInt(5));
        feeds.put("index", random.ints(5, 0, ROWS).asDoubleStream().toArray());
        Value counter = Value.input("random", TensorType.ofInt(4));
        feeds.put(
                "random", new double[] {random.nextInt(), random.nextInt(), random.nextInt(100), random.nextInt(100)});
        Shape masked = values.shape().broadcast(Shape.of(1));
        values.keep(Value.of(new DropoutMask(0.25, random.nextInt(4), masked), counter), false, 2);
        return new RandomOps(random, values, index, ROWS, new RandomLayers(random, values, feeds, counter));
    }

    private double[] draw(int count) {
        return IntStream.range(0, count)
                .mapToDouble(i -> (float) (random.nextDouble() * 6 - 3))
                .toArray();
    }
}
