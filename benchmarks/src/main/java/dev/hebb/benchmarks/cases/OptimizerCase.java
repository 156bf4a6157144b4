package dev.hebb.benchmarks.cases;

import dev.hebb.backend.Arena;
import dev.hebb.backend.Backends;
import dev.hebb.graph.Graph;
import dev.hebb.graph.Update;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.State;
import dev.hebb.optim.Adam;
import dev.hebb.optim.Momentum;
import dev.hebb.optim.Optimizer;
import dev.hebb.optim.Sgd;
import dev.hebb.runtime.BoundPlan;
import dev.hebb.runtime.Session;
import dev.hebb.shape.Precision;
import dev.hebb.shape.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One update of all parameters by {@code sgd}, {@code momentum} or {@code adam}. */
final class OptimizerCase implements Case {
    private static final double RATE = 1e-3;
    private static final double TOLERANCE = 1e-6;
    private static final int FLOAT = 4;
    private static final String PARAMETERS = "parameters";
    private static final String GRADIENTS = "gradients";

    private final String rule;
    private final int elements;
    private final int states;
    private final float[] parameters;
    private final float[] gradients;
    private final Session session;
    private final BoundPlan plan;

    OptimizerCase(Optional<String> backend, String rule, int elements) {
        this.rule = rule;
        this.elements = elements;
        this.parameters = GraphCase.random(elements);
        this.gradients = GraphCase.random(elements + 1);
        Optimizer optimizer = optimizer(rule);
        this.states = optimizer.state().size();
        this.session = new Session(backend.map(Backends::open).orElseGet(Backends::open), Precision.FLOAT32);
        try {
            session.state(PARAMETERS, elements).write(0, parameters, 0, elements);
            session.state(GRADIENTS, elements).write(0, gradients, 0, elements);
            plan = session.bind(session.compile(List.of(graph(optimizer, elements))));
            plan.write("rate", 0, new double[] {RATE}, 0, 1);
            if (plan.hasInput("step")) {
                plan.write("step", 0, new double[] {1}, 0, 1);
            }
        } catch (RuntimeException | Error e) {
            session.close();
            throw e;
        }
    }

    private static Optimizer optimizer(String rule) {
        return switch (rule) {
            case "sgd" -> Sgd.of(RATE);
            case "momentum" -> Momentum.of(RATE);
            case "adam" -> Adam.of(RATE);
            default -> throw new IllegalArgumentException("expected sgd, momentum or adam but got '" + rule + "'");
        };
    }

    private static Value state(String arena, int elements) {
        return Value.of(new State(arena, 0, TensorType.ofFloat(elements), arena));
    }

    private static Graph graph(Optimizer optimizer, int elements) {
        Value before = state(PARAMETERS, elements);
        Map<String, Value> states = new LinkedHashMap<>();
        optimizer.state().forEach(name -> states.put(name, state(name, elements)));
        Optimizer.Result after = optimizer.update(new Optimizer.Inputs(
                before,
                state(GRADIENTS, elements),
                states,
                Value.input("rate", TensorType.ofFloat()),
                Value.input("step", TensorType.ofFloat()),
                true));
        List<Update> updates = new ArrayList<>();
        updates.add(new Update(before, after.parameters()));
        states.forEach((name, value) -> updates.add(
                new Update(value, Optional.ofNullable(after.state().get(name)).orElseThrow())));
        return new Graph(Map.of(), updates);
    }

    @Override
    public String name() {
        return rule + " of " + elements;
    }

    @Override
    public double operations() {
        return 0;
    }

    /** Parameters and states are read and written, gradients are read. */
    @Override
    public double bytes() {
        return (3.0 + 2 * states) * FLOAT * elements;
    }

    /** From zero states, a first step of Adam is {@code lr g / (|g| + epsilon)}; one of the others {@code lr g}. */
    @Override
    public void verify() {
        plan.run();
        Arena arena = session.state(PARAMETERS, elements);
        float[] after = new float[elements];
        arena.read(0, after, 0, elements);
        for (int i = 0; i < elements; i++) {
            double gradient = gradients[i];
            double step = rule.equals("adam") ? gradient / (Math.abs(gradient) + Adam.DEFAULT_EPSILON) : gradient;
            WrongResultException.require(
                    "parameter " + i + " after " + name(), parameters[i] - RATE * step, after[i], TOLERANCE);
        }
    }

    @Override
    public void run() {
        plan.run();
    }

    @Override
    public void close() {
        session.close();
    }
}
