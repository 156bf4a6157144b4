package dev.hebb.train;

import dev.hebb.autodiff.Gradients;
import dev.hebb.compile.Canonicalize;
import dev.hebb.graph.Graph;
import dev.hebb.graph.Scope;
import dev.hebb.graph.Update;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.Input;
import dev.hebb.graph.op.State;
import dev.hebb.metric.Metric;
import dev.hebb.nn.Loss;
import dev.hebb.nn.Network;
import dev.hebb.nn.OutputLosses;
import dev.hebb.nn.Parameter;
import dev.hebb.nn.ParameterGroup;
import dev.hebb.nn.ParameterSpec;
import dev.hebb.nn.Penalty;
import dev.hebb.nn.Trace;
import dev.hebb.optim.Optimizer;
import dev.hebb.shape.Shape;
import dev.hebb.shape.ShapeException;
import dev.hebb.shape.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The graphs of a training step and of everything else that is run on a network.
 *
 * <p>The step has three stages: <i>gradients</i> (forward, loss, backward, metrics), <i>reduce</i> (nothing here; accumulation over micro-batches happens
 * by adding in the gradients stage) and <i>update</i> (penalties, clipping, optimizer). They meet only in the arenas {@code gradients} and
 * {@code report}.
 */
final class StepGraphs {
    static final String PARAMETERS = "parameters";
    static final String GRADIENTS = "gradients";
    static final String OPTIMIZER = "optimizer";
    static final String WEIGHTS = "weights";
    static final String SCALE = "scale";
    static final String LEARNING_RATE = "learning_rate";
    static final String STEP = "step";
    static final String RANDOM = "random";
    static final String PENALTY = "penalty";

    private final Network network;
    private final Objective objective;
    private final Report report;

    StepGraphs(Network network, Objective objective) {
        this.network = network;
        this.objective = objective;
        this.report = new Report(objective, metricLengths());
    }

    Report report() {
        return report;
    }

    static long optimizerElements(Network network, Objective objective) {
        return Math.multiplyExact(
                network.arenaElements(), objective.optimizer().state().size());
    }

    /** The rows of one of {@code parts} micro-batches; the last may be smaller. */
    static int microBatch(int rows, int parts) {
        return (rows + parts - 1) / parts;
    }

    static String targetInput(String output) {
        return "target/" + output;
    }

    static String finiteOutput(String layer) {
        return "finite/" + layer;
    }

    private Map<String, List<Integer>> metricLengths() {
        Batch batch = new Batch(2, false);
        Map<String, List<Integer>> lengths = new LinkedHashMap<>();
        objective
                .metrics()
                .forEach((output, metrics) -> lengths.put(
                        output,
                        metrics.stream()
                                .map(metric ->
                                        (int) batch.sums(output, metric).shape().size())
                                .toList()));
        return lengths;
    }

    /** The values of one batch: a trace with its targets and row weights. */
    private final class Batch {
        final Trace trace;
        final Value weights;
        final Value scale = Value.input(SCALE, TensorType.ofFloat());
        final Map<String, Value> targets = new LinkedHashMap<>();
        final Map<String, Value> lossSums = new LinkedHashMap<>();
        final Map<String, Value> predictions;

        Batch(long rows, boolean training) {
            trace = network.trace(rows, training);
            weights = Value.input(WEIGHTS, TensorType.ofFloat(rows));
            predictions = trace.outputs();
            objective.losses().forEach((output, weighted) -> {
                Value prediction = prediction(output);
                Loss loss = weighted.loss();
                TensorType type = loss.targets() == Loss.Targets.CLASSES ? TensorType.ofInt(rows) : prediction.type();
                Value target = Value.of(new Input(targetInput(output), type));
                targets.put(output, target);
                Value perRow = loss.rows().apply(prediction, target);
                if (!perRow.shape().equals(Shape.of(rows))) {
                    throw new ShapeException("expected one number per row, [" + rows + "], but got " + perRow.shape()
                            + " from loss " + loss.name() + " on output " + output);
                }
                lossSums.put(
                        output,
                        Scope.label(
                                "loss",
                                List.of(prediction, target, weights),
                                (training ? perRow.times(weights) : counted(perRow)).sum()));
            });
        }

        /** Rows without weight pad a batch to its plan's size, and nobody knows what the model makes of them: NaN times 0 would be NaN. */
        private Value counted(Value perRow) {
            return weights.greaterThan(0).choose(perRow.times(weights), Value.constant(0));
        }

        Value prediction(String output) {
            Value prediction = predictions.get(output);
            if (prediction == null) {
                throw new IllegalArgumentException(
                        "expected one of the outputs " + predictions.keySet() + " but got '" + output + "'");
            }
            return prediction;
        }

        Value target(String output) {
            Value target = targets.get(output);
            if (target == null) {
                throw new IllegalArgumentException(
                        "expected a loss for output " + output + " but got losses for " + targets.keySet());
            }
            return target;
        }

        Value sums(String output, Metric metric) {
            OutputLosses.Share weighted = objective.losses().get(output);
            boolean isLogits = weighted != null && weighted.loss().expects() == Loss.Expects.LOGITS;
            Value target = target(output);
            Value prediction = prediction(output);
            Value sums = metric.sums(new Metric.Scored(prediction, target, weights, isLogits));
            return Scope.label("metric " + metric.name(), List.of(prediction, target, weights), sums);
        }

        Value total() {
            Value total = null;
            for (Map.Entry<String, Value> sum : lossSums.entrySet()) {
                OutputLosses.Share weighted = objective.losses().get(sum.getKey());
                double share = weighted == null ? 1 : weighted.weight();
                Value part = share == 1 ? sum.getValue() : sum.getValue().times(share);
                total = total == null ? part : total.plus(part);
            }
            if (total == null) {
                throw new IllegalArgumentException("expected at least one loss but got none");
            }
            return total.times(scale);
        }

        /** What the report gets from this batch, by element. */
        Map<Integer, Value> reported() {
            Map<Integer, Value> reported = new LinkedHashMap<>();
            lossSums.forEach((output, sum) -> reported.put(report.lossOffset(output), sum));
            for (Report.MetricSums metric : report.metrics()) {
                Value sums = sums(metric.output(), metric.metric());
                reported.put(metric.offset(), sums.reshape(metric.length()));
            }
            return reported;
        }
    }

    private static Value state(String arena, long offset, Shape shape, String name) {
        return Value.of(new State(arena, offset, TensorType.ofFloat(shape), name));
    }

    private static Update report(int offset, Value value, boolean accumulate) {
        Value place = state(Report.ARENA, offset, value.shape(), Report.ARENA + "/" + offset);
        return new Update(place, accumulate ? place.plus(value) : value);
    }

    /**
     * The first stage.
     *
     * @param accumulate adds to the gradients and the report instead of replacing them
     */
    Graph gradients(long rows, boolean accumulate) {
        Batch batch = new Batch(rows, true);
        List<Parameter> parameters = network.parameters();
        List<Value> gradients = parameterGradients(batch, parameters);
        List<Update> updates = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            Value place = state(GRADIENTS, parameter.offset(), parameter.spec().shape(), "d " + parameter.path());
            Value gradient = gradients.get(i);
            updates.add(new Update(place, accumulate ? place.plus(gradient) : gradient));
        }
        batch.reported().forEach((offset, value) -> updates.add(report(offset, value, accumulate)));
        return new Graph(Map.of(), updates);
    }

    private static List<Value> parameterGradients(Batch batch, List<Parameter> parameters) {
        Value total = Canonicalize.of(List.of(batch.total())).get(0);
        return Gradients.of(
                total,
                parameters.stream()
                        .map(parameter -> batch.trace.parameter(parameter.path()))
                        .toList());
    }

    /** The last stage. */
    Graph update() {
        List<Update> updates = new ArrayList<>();
        List<ParameterGroup> groups = network.groups();
        List<Value> parameters = new ArrayList<>();
        List<Value> gradients = new ArrayList<>();
        for (ParameterGroup group : groups) {
            Shape flat = Shape.of(group.length());
            Value parameter = state(PARAMETERS, group.offset(), flat, PARAMETERS + "/" + groups.indexOf(group));
            parameters.add(parameter);
            gradients.add(regularized(
                    group, parameter, state(GRADIENTS, group.offset(), flat, GRADIENTS + "/" + groups.indexOf(group))));
        }
        Value finite = isFinite();
        updates.add(report(Report.FINITE, finite, false));
        updates.add(report(Report.PENALTY, penalty(), false));
        List<Value> clipped = objective.clipping().apply(gradients);
        for (int i = 0; i < groups.size(); i++) {
            move(groups.get(i), parameters.get(i), clipped.get(i), finite, updates);
        }
        return new Graph(Map.of(), updates);
    }

    private void move(ParameterGroup group, Value parameter, Value gradient, Value finite, List<Update> updates) {
        Optimizer optimizer = objective.optimizer();
        Map<String, Value> state = new LinkedHashMap<>();
        for (int k = 0; k < optimizer.state().size(); k++) {
            long offset = k * network.arenaElements() + group.offset();
            state.put(
                    optimizer.state().get(k),
                    state(
                            OPTIMIZER,
                            offset,
                            parameter.shape(),
                            optimizer.state().get(k) + "/" + group.offset()));
        }
        Value learningRate = Value.input(LEARNING_RATE, TensorType.ofFloat());
        Value step = Value.input(STEP, TensorType.ofFloat());
        boolean decays = group.role() == ParameterSpec.Role.KERNEL;
        Optimizer.Result result =
                optimizer.update(new Optimizer.Inputs(parameter, gradient, state, learningRate, step, decays));
        updates.add(new Update(parameter, finite.choose(result.parameters(), parameter)));
        state.forEach((name, before) -> {
            Value after = result.state().get(name);
            if (after == null) {
                throw new IllegalStateException("expected the states " + optimizer.state() + " from optimizer "
                        + optimizer.name() + " but got " + result.state().keySet());
            }
            updates.add(new Update(before, finite.choose(after, before)));
        });
    }

    private static Value regularized(ParameterGroup group, Value parameter, Value gradient) {
        Penalty penalty = group.penalty();
        Value regularized = gradient;
        if (penalty.l1() != 0) {
            regularized = regularized.plus(
                    parameter.map("sign", dev.hebb.expr.Expr::sign).times(penalty.l1()));
        }
        if (penalty.l2() != 0) {
            regularized = regularized.plus(parameter.times(2 * penalty.l2()));
        }
        return regularized;
    }

    /** 1 where all gradients and losses of this step are finite: x * 0 is 0 for finite x and NaN otherwise. */
    private Value isFinite() {
        Value gradients = state(GRADIENTS, 0, Shape.of(network.arenaElements()), GRADIENTS);
        Value probe = gradients.times(0).sum();
        for (String output : objective.losses().keySet()) {
            probe = probe.plus(state(Report.ARENA, report.lossOffset(output), Shape.SCALAR, "loss/" + output)
                    .times(0));
        }
        return probe.equalTo(Value.constant(0));
    }

    /** The penalty that the current parameters add to the loss. */
    private Value penalty() {
        Value total = Value.constant(0);
        for (ParameterGroup group : network.groups()) {
            Value parameter = state(PARAMETERS, group.offset(), Shape.of(group.length()), PARAMETERS);
            if (group.penalty().l1() != 0) {
                total = total.plus(
                        parameter.absolute().sum().times(group.penalty().l1()));
            }
            if (group.penalty().l2() != 0) {
                total = total.plus(
                        parameter.square().sum().times(group.penalty().l2()));
            }
        }
        return total;
    }

    boolean hasPenalty() {
        return network.groups().stream().anyMatch(group -> !group.penalty().isNone());
    }

    Graph penaltyAlone() {
        return Graph.of(Map.of(PENALTY, penalty()));
    }

    /** Losses and metrics of a batch into the report, without dropout. */
    Graph evaluate(long rows) {
        Batch batch = new Batch(rows, false);
        List<Update> updates = new ArrayList<>();
        batch.reported().forEach((offset, value) -> updates.add(report(offset, value, false)));
        return new Graph(Map.of(), updates);
    }

    /** The gradient of loss and penalty by every parameter, as outputs by path. */
    Graph parameterGradients(long rows) {
        Batch batch = new Batch(rows, true);
        List<Parameter> parameters = network.parameters();
        List<Value> gradients = parameterGradients(batch, parameters);
        Map<String, Value> outputs = new LinkedHashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            Value own = batch.trace.parameter(parameter.path());
            Penalty sum =
                    parameter.spec().penalty().asSum(parameter.spec().shape().size());
            ParameterGroup alone = new ParameterGroup(
                    parameter.spec().role(),
                    sum,
                    parameter.offset(),
                    own.shape().size(),
                    List.of(parameter));
            outputs.put(parameter.path(), regularized(alone, own, gradients.get(i)));
        }
        return Graph.of(outputs);
    }

    /** Which layer's result, loss or parameter gradient is finite (1) or not (0), in the order in which they are computed. */
    Graph checks(long rows) {
        Batch batch = new Batch(rows, true);
        Map<String, Value> outputs = new LinkedHashMap<>();
        batch.trace
                .layers()
                .forEach((layer, value) -> outputs.put(finiteOutput("the output of layer " + layer), finite(value)));
        batch.lossSums.forEach((output, sum) -> outputs.put(finiteOutput("the loss of output " + output), finite(sum)));
        List<Parameter> parameters = network.parameters();
        List<Value> gradients = parameterGradients(batch, parameters);
        for (int i = parameters.size() - 1; i >= 0; i--) {
            outputs.put(finiteOutput("the gradient of " + parameters.get(i).path()), finite(gradients.get(i)));
        }
        return Graph.of(outputs);
    }

    private static Value finite(Value value) {
        return value.toFloat().times(0).sum().equalTo(Value.constant(0));
    }
}
