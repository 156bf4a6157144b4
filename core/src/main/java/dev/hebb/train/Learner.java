package dev.hebb.train;

import dev.hebb.backend.Arena;
import dev.hebb.compile.Compiler;
import dev.hebb.compile.Target;
import dev.hebb.graph.Graph;
import dev.hebb.graph.Value;
import dev.hebb.nn.Network;
import dev.hebb.nn.Parameter;
import dev.hebb.nn.Trace;
import dev.hebb.runtime.BoundPlan;
import dev.hebb.runtime.Session;
import dev.hebb.shape.Precision;
import dev.hebb.shape.Shape;
import dev.hebb.train.PlanCache.Mode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network with its memory: runs single steps, evaluations and predictions. Parameters change only in {@link #step} and the setters, each of which holds
 * the lock, so that a copy taken under it is always one of whole steps.
 */
public final class Learner implements AutoCloseable {
    private static final String KEPT = "kept_parameters";

    private final Network network;
    private final Session session;
    private final long seed;
    private final ReentrantLock lock = new ReentrantLock();
    private final PlanCache plans = new PlanCache(PlanCache.DEFAULT_BYTES);
    private final double[] scalar = new double[1];
    private Optional<Compiled> compiled = Optional.empty();
    private long steps;
    private int epochs;
    private boolean keeps;
    private volatile boolean closed;

    /** What the learner is compiled for, and the buffer its reports are read into. */
    private static final class Compiled {
        private final Objective objective;
        private final StepGraphs graphs;
        private final double[] report;
        private Optional<TrainingState> state = Optional.empty();

        Compiled(Objective objective, StepGraphs graphs) {
            this.objective = objective;
            this.graphs = graphs;
            this.report = new double[graphs.report().elements()];
        }

        Objective objective() {
            return objective;
        }

        StepGraphs graphs() {
            return graphs;
        }

        double[] report() {
            return report;
        }
    }

    /** The states that the loop itself reads and clears. */
    private record TrainingState(Arena gradients, Arena report) {}

    /** @param session closed with this learner */
    public Learner(Network network, Session session, long seed) {
        this.network = network;
        this.session = session;
        this.seed = seed;
        session.state(StepGraphs.PARAMETERS, network.arenaElements());
        initialize();
    }

    public Network network() {
        return network;
    }

    public Precision precision() {
        return session.precision();
    }

    public String backendName() {
        return session.backend().name();
    }

    public String device() {
        return session.backend().device();
    }

    /** Updates done since the model was made or compiled. */
    public long steps() {
        return steps;
    }

    /** Epochs done since then; the next shuffle's number. */
    int epochs() {
        return epochs;
    }

    void finishEpoch() {
        epochs++;
    }

    /** Held while parameters change; take it for a consistent look from another thread. */
    public ReentrantLock lock() {
        return lock;
    }

    private <T> T locked(Supplier<T> body) {
        lock.lock();
        try {
            requireOpen();
            return body.get();
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("expected an open model but it was closed; build or load it again");
        }
    }

    private void initialize() {
        Arena arena = parameters();
        network.initialize(seed, (parameter, values) -> arena.write(parameter.offset(), values, 0, values.length));
    }

    private Arena parameters() {
        return session.state(StepGraphs.PARAMETERS, network.arenaElements());
    }

    /** Sets what to train for; optimizer state starts anew. */
    public void compile(Objective objective) {
        locked(() -> {
            StepGraphs graphs = new StepGraphs(network, objective);
            plans.close();
            List.of(StepGraphs.OPTIMIZER, StepGraphs.GRADIENTS, Report.ARENA).forEach(session::dropState);
            compiled = Optional.of(new Compiled(objective, graphs));
            steps = 0;
            epochs = 0;
            return graphs;
        });
    }

    public boolean isCompiled() {
        return compiled.isPresent();
    }

    private Compiled compiled() {
        return compiled.orElseThrow(
                () -> new IllegalStateException(
                        "expected a compiled model but it has no loss and optimizer; call compile(optimizer, loss, metrics) first"));
    }

    public Objective objective() {
        return compiled().objective();
    }

    /** Checks data against the model and makes it ready to feed. */
    public Feed feed(dev.hebb.data.Dataset data) {
        return Feed.of(network, compiled().objective(), data, precision());
    }

    private StepPlan plan(Mode mode, long rows, String detail, Supplier<List<Graph>> stages) {
        StepPlan known = plans.find(mode, rows, detail);
        return known != null ? known : made(mode, rows, detail, stages);
    }

    private StepPlan made(Mode mode, long rows, String detail, Supplier<List<Graph>> stages) {
        return plans.add(new PlanCache.Key(mode, rows, detail), session.bind(session.compile(stages.get())));
    }

    private Arena report() {
        return session.state(Report.ARENA, compiled().graphs().report().elements());
    }

    /** The states that training plans share, made before any of these is bound. */
    private TrainingState trainingState() {
        Compiled now = compiled();
        if (now.state.isEmpty()) {
            long optimizerElements = StepGraphs.optimizerElements(network, now.objective());
            if (optimizerElements > 0) {
                session.state(StepGraphs.OPTIMIZER, optimizerElements);
            }
            now.state = Optional.of(
                    new TrainingState(session.state(StepGraphs.GRADIENTS, network.arenaElements()), report()));
        }
        return now.state.get();
    }

    /**
     * One update from rows {@code order[from .. from+count-1]}.
     *
     * @param accumulate into how many micro-batches the rows are split
     * @return the sums of this batch, valid until the next call
     * @throws NonFiniteException where loss or gradients are not finite; the model is as before
     */
    double[] step(Feed feed, int[] order, int from, int count, double learningRate, int accumulate) {
        lock.lock();
        try {
            requireOpen();
            requireRate(learningRate);
            TrainingState state = trainingState();
            double weight = feed.weight(order, from, count);
            if (accumulate == 1) {
                StepPlan plan = trainPlan(count);
                feed.write(plan.bound(), order, from, count, count);
                plan.writeBatch(weight, seed, steps, 0);
                plan.writeUpdate(learningRate, steps);
                plan.bound().run();
            } else {
                accumulate(feed, order, from, count, weight, accumulate);
                StepPlan update = updatePlan();
                update.writeUpdate(learningRate, steps);
                update.bound().run();
            }
            double[] report = compiled().report();
            state.report().read(0, report, 0, report.length);
            if (report[Report.FINITE] != 1) {
                throw nonFinite(feed, order, from, count, weight, learningRate, accumulate);
            }
            steps++;
            return report;
        } finally {
            lock.unlock();
        }
    }

    /** A schedule of the user's may give anything. */
    private void requireRate(double learningRate) {
        double held = precision() == Precision.FLOAT64 ? learningRate : (float) learningRate;
        if (!(held >= 0 && held < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("expected a learning rate of 0 or more that " + precision()
                    + " can hold but got " + learningRate + " for update " + (steps + 1) + "; look at the schedule");
        }
    }

    private StepPlan trainPlan(int rows) {
        StepPlan known = plans.find(Mode.TRAIN, rows, "");
        if (known != null) {
            return known;
        }
        StepGraphs graphs = compiled().graphs();
        return made(Mode.TRAIN, rows, "", () -> List.of(graphs.gradients(rows, false), graphs.update()));
    }

    private StepPlan updatePlan() {
        StepPlan known = plans.find(Mode.UPDATE, 0, "");
        if (known != null) {
            return known;
        }
        StepGraphs graphs = compiled().graphs();
        return made(Mode.UPDATE, 0, "", () -> List.of(graphs.update()));
    }

    private StepPlan accumulatePlan(int rows) {
        StepPlan known = plans.find(Mode.ACCUMULATE, rows, "");
        if (known != null) {
            return known;
        }
        StepGraphs graphs = compiled().graphs();
        return made(Mode.ACCUMULATE, rows, "", () -> List.of(graphs.gradients(rows, true)));
    }

    private void accumulate(Feed feed, int[] order, int from, int count, double weight, int parts) {
        TrainingState state = trainingState();
        state.gradients().fill(0);
        state.report().fill(0);
        int size = StepGraphs.microBatch(count, parts);
        for (int first = 0; first < count; first += size) {
            int rows = Math.min(size, count - first);
            StepPlan plan = accumulatePlan(rows);
            feed.write(plan.bound(), order, from + first, rows, rows);
            plan.writeBatch(weight, seed, steps, first);
            plan.bound().run();
        }
    }

    private double[] readReport(Compiled now) {
        double[] report = now.report();
        report().read(0, report, 0, report.length);
        return report;
    }

    /** Runs the same rows again from the unchanged state and finds what stopped being finite first. */
    private NonFiniteException nonFinite(
            Feed feed, int[] order, int from, int count, double weight, double learningRate, int accumulate) {
        StepGraphs graphs = compiled().graphs();
        int size = StepGraphs.microBatch(count, accumulate);
        String where = "the sum of the gradients";
        search:
        for (int first = 0; first < count; first += size) {
            int rows = Math.min(size, count - first);
            StepPlan checks = plan(Mode.CHECKS, rows, "", () -> List.of(graphs.checks(rows)));
            checks.writeBatch(weight, seed, steps, first);
            BoundPlan plan = checks.bound();
            feed.write(plan, order, from + first, rows, rows);
            plan.run();
            for (String output : plan.plan().outputs().keySet()) {
                plan.read(output, scalar, 0, 1);
                if (scalar[0] != 1) {
                    where = output.substring(StepGraphs.finiteOutput("").length());
                    break search;
                }
            }
        }
        return new NonFiniteException(
                "expected finite numbers but " + where + " is NaN or infinite in update " + (steps + 1)
                        + " at learning rate " + learningRate
                        + "; the model is as before this update. Lower the learning rate, clip the gradients, or scale the data");
    }

    /** The figures of a batch that {@link #step} returned. */
    Figures figures(double[] sums, double weight) {
        return compiled().graphs().report().figures(sums, weight, sums[Report.PENALTY]);
    }

    /** The figures of all rows of {@code feed}, without dropout. */
    public Figures evaluate(Feed feed) {
        return evaluate(feed, () -> false).orElseThrow();
    }

    /** As {@link #evaluate(Feed)}; empty where {@code stops} says so before one of the batches, between which other threads may look at the parameters. */
    Optional<Figures> evaluate(Feed feed, BooleanSupplier stops) {
        int rows = feed.rows();
        int[] order = Chunks.inOrder(rows);
        double[] totals = new double[compiled().report().length];
        for (int from = 0; from < rows; from += Chunks.MOST_ROWS) {
            if (stops.getAsBoolean()) {
                return Optional.empty();
            }
            feed.willWrite(order, from + Chunks.MOST_ROWS, Chunks.MOST_ROWS);
            addScores(feed, order, from, Math.min(Chunks.MOST_ROWS, rows - from), totals);
        }
        return locked(() -> {
            Compiled now = compiled();
            return Optional.of(now.graphs().report().figures(totals, feed.weight(order, 0, rows), penalty(now)));
        });
    }

    private void addScores(Feed feed, int[] order, int from, int count, double[] totals) {
        locked(() -> {
            Compiled now = compiled();
            report();
            int planRows = Chunks.planRows(count);
            BoundPlan plan = plan(
                            Mode.EVALUATE,
                            planRows,
                            "",
                            () -> List.of(now.graphs().evaluate(planRows)))
                    .bound();
            feed.write(plan, order, from, count, planRows);
            plan.run();
            double[] report = readReport(now);
            for (int i = 0; i < totals.length; i++) {
                totals[i] += report[i];
            }
            return plan;
        });
    }

    private double penalty(Compiled now) {
        if (!now.graphs().hasPenalty()) {
            return 0;
        }
        BoundPlan plan = plan(Mode.PENALTY, 0, "", () -> List.of(now.graphs().penaltyAlone()))
                .bound();
        plan.run();
        plan.read(StepGraphs.PENALTY, scalar, 0, 1);
        return scalar[0];
    }

    /** The predictions of each output for all rows, {@code [rows, ..]}; the caller closes them. */
    public Map<String, INDArray> predict(Feed feed) {
        return locked(() -> Predictions.of(
                network.outputShapes(),
                feed,
                precision(),
                rows -> plan(
                                Mode.PREDICT,
                                rows,
                                "",
                                () -> List.of(
                                        Graph.of(network.trace(rows, false).outputs())))
                        .bound()));
    }

    /** The result of one layer for all rows, {@code [rows, ..]}; the caller closes it. */
    public INDArray layerOutput(String layer, Feed feed) {
        return locked(() -> {
            Value sample = layerOf(network.trace(2, false), layer);
            Shape rowShape = sample.shape().without(0);
            Map<String, INDArray> results = Predictions.of(
                    Map.of(layer, rowShape),
                    feed,
                    precision(),
                    rows -> plan(
                                    Mode.OUTPUT,
                                    rows,
                                    layer,
                                    () -> List.of(Graph.of(Map.of(layer, layerOf(network.trace(rows, false), layer)))))
                            .bound());
            return Optional.ofNullable(results.get(layer)).orElseThrow();
        });
    }

    private static Value layerOf(Trace trace, String layer) {
        Value value = trace.layers().get(layer);
        if (value == null) {
            throw new IllegalArgumentException(
                    "expected one of the layers " + trace.layers().keySet() + " but got '" + layer + "'");
        }
        return value;
    }

    /** The gradient of loss and penalties by every parameter, all rows as one batch; the caller closes them. */
    public Map<String, INDArray> gradients(Feed feed) {
        return locked(() -> {
            Compiled now = compiled();
            int rows = feed.rows();
            int[] order = Chunks.inOrder(rows);
            StepPlan step =
                    plan(Mode.GRADIENTS, rows, "", () -> List.of(now.graphs().parameterGradients(rows)));
            step.writeBatch(feed.weight(order, 0, rows), seed, steps, 0);
            BoundPlan plan = step.bound();
            feed.write(plan, order, 0, rows, rows);
            plan.run();
            Map<String, INDArray> gradients = new LinkedHashMap<>();
            network.parameters().forEach(parameter -> gradients.put(parameter.path(), plan.read(parameter.path())));
            return gradients;
        });
    }

    private Parameter parameter(String path) {
        return network.parameters().stream()
                .filter(parameter -> parameter.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of the parameters "
                        + network.parameters().stream().map(Parameter::path).toList() + " but got '" + path + "'"));
    }

    /** A copy of a parameter; the caller closes it. */
    public INDArray parameterArray(String path) {
        return locked(() -> {
            Parameter parameter = parameter(path);
            return parameters().read(parameter.offset(), parameter.spec().shape());
        });
    }

    /** A copy of a parameter, row-major. */
    public double[] parameterValues(String path) {
        return locked(() -> {
            Parameter parameter = parameter(path);
            double[] values =
                    new double[Math.toIntExact(parameter.spec().shape().size())];
            parameters().read(parameter.offset(), values, 0, values.length);
            return values;
        });
    }

    /** @throws DataMismatchException where {@link #setParameter(String, INDArray)} would refuse the array */
    public void requireParameter(String path, INDArray values) {
        Shape wanted = parameter(path).spec().shape();
        if (values.wasClosed()) {
            throw new DataMismatchException("expected an open array but got a closed one for parameter " + path);
        }
        Shape given = Shape.of(values.shape());
        boolean fits = given.equals(wanted)
                || wanted.rank() == 1
                        && given.size() == wanted.size()
                        && given.toList().contains(given.size());
        if (!fits) {
            throw new DataMismatchException("expected " + wanted + " but got " + given + " for parameter " + path);
        }
        if (!values.dataType().isNumerical()) {
            throw new DataMismatchException("expected numbers but got " + values.dataType() + " for parameter " + path);
        }
    }

    /** Sets a parameter from an array of its shape; vectors may be given as one row or column. */
    public void setParameter(String path, INDArray values) {
        locked(() -> {
            requireParameter(path, values);
            parameters().write(parameter(path).offset(), values);
            return path;
        });
    }

    /** Sets a parameter from row-major values. */
    public void setParameter(String path, double[] values) {
        locked(() -> {
            Parameter parameter = parameter(path);
            if (values.length != parameter.spec().shape().size()) {
                throw new DataMismatchException("expected " + parameter.spec().shape() + " but got " + values.length
                        + " values for parameter " + path);
            }
            parameters().write(parameter.offset(), values, 0, values.length);
            return path;
        });
    }

    /** All parameters as they lie in the arena, padding included. */
    public double[] allParameters() {
        return locked(() -> {
            double[] values = new double[Math.toIntExact(network.arenaElements())];
            parameters().read(0, values, 0, values.length);
            return values;
        });
    }

    void keepParameters() {
        locked(() -> {
            Arena kept = session.state(KEPT, network.arenaElements());
            kept.copyFrom(parameters());
            keeps = true;
            return kept;
        });
    }

    void restoreParameters() {
        locked(() -> {
            if (keeps) {
                parameters().copyFrom(session.state(KEPT, network.arenaElements()));
            }
            return keeps;
        });
    }

    void forgetKept() {
        locked(() -> {
            keeps = false;
            session.dropState(KEPT);
            return keeps;
        });
    }

    private Target target() {
        return session.backend().target();
    }

    /** The text of the training plan for {@code batch} rows. */
    public String planText(int batch) {
        StepGraphs graphs = compiled().graphs();
        return Compiler.compile(List.of(graphs.gradients(batch, false), graphs.update()), precision(), target())
                .text();
    }

    public boolean isClosed() {
        return closed;
    }

    /** Waits for a running step, then frees everything. Idempotent. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                plans.close();
                session.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
