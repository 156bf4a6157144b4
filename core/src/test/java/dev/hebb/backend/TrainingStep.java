package dev.hebb.backend;

import dev.hebb.autodiff.Gradients;
import dev.hebb.graph.Graph;
import dev.hebb.graph.Update;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.Relu;
import dev.hebb.graph.op.SparseCategoricalCrossEntropyFromLogits;
import dev.hebb.graph.op.State;
import dev.hebb.shape.Shape;
import dev.hebb.shape.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** One step of Adam on a network of two layers for classification: inputs x, y and rate, output loss, states parameters, m and v. */
public record TrainingStep(int batch, int features, int hidden, int classes) {
    public int parameters() {
        return features * hidden + hidden + hidden * classes + classes;
    }

    private Value state(String arena, int index) {
        int[] offsets = {0, features * hidden, features * hidden + hidden, features * hidden + hidden + hidden * classes
        };
        Shape[] shapes = {Shape.of(features, hidden), Shape.of(hidden), Shape.of(hidden, classes), Shape.of(classes)};
        return Value.of(new State(arena, offsets[index], TensorType.ofFloat(shapes[index]), arena + index));
    }

    private Value logits(List<Value> p) {
        Value x = Value.input("x", TensorType.ofFloat(batch, features));
        return Value.of(new Relu(), x.matmul(p.get(0)).plus(p.get(1)))
                .matmul(p.get(2))
                .plus(p.get(3));
    }

    private List<Value> states(String arena) {
        return List.of(state(arena, 0), state(arena, 1), state(arena, 2), state(arena, 3));
    }

    public Graph forward() {
        return Graph.of(Map.of("logits", logits(states("parameters"))));
    }

    public Graph graph() {
        List<Value> parameters = states("parameters");
        Value y = Value.input("y", TensorType.ofInt(batch));
        Value rate = Value.input("rate", TensorType.ofFloat());
        Value loss = Value.of(new SparseCategoricalCrossEntropyFromLogits(), logits(parameters), y)
                .mean();
        List<Value> gradients = Gradients.of(loss, parameters);
        List<Update> updates = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            Value g = gradients.get(i);
            Value m = state("m", i);
            Value v = state("v", i);
            Value nextM = m.times(0.9).plus(g.times(0.1));
            Value nextV = v.times(0.999).plus(g.square().times(0.001));
            updates.add(new Update(m, nextM));
            updates.add(new Update(v, nextV));
            updates.add(new Update(
                    parameters.get(i),
                    parameters.get(i).minus(rate.times(nextM).over(nextV.sqrt().plus(1e-8)))));
        }
        return new Graph(Map.of("loss", loss), updates);
    }

    public double[] weights() {
        return new Random(1).doubles(parameters(), -0.3, 0.3).toArray();
    }

    public double[] rows() {
        return new Random(2).doubles((long) batch * features, -1, 1).toArray();
    }

    public int[] labels() {
        return new Random(3).ints(batch, 0, classes).toArray();
    }
}
