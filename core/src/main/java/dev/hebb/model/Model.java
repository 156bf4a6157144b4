package dev.hebb.model;

import dev.hebb.backend.Backend;
import dev.hebb.backend.Backends;
import dev.hebb.data.Dataset;
import dev.hebb.data.Split;
import dev.hebb.metric.Metric;
import dev.hebb.nn.Definition;
import dev.hebb.nn.Loss;
import dev.hebb.nn.Network;
import dev.hebb.nn.OutputLosses;
import dev.hebb.nn.Tensor;
import dev.hebb.nn.Trace;
import dev.hebb.optim.Clipping;
import dev.hebb.optim.Optimizer;
import dev.hebb.runtime.Session;
import dev.hebb.shape.Precision;
import dev.hebb.train.DataMismatchException;
import dev.hebb.train.Feed;
import dev.hebb.train.Figures;
import dev.hebb.train.Fit;
import dev.hebb.train.History;
import dev.hebb.train.Learner;
import dev.hebb.train.MemoryPlan;
import dev.hebb.train.Objective;
import dev.hebb.train.RunControl;
import dev.hebb.train.Trainer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network that learns: compile, fit, evaluate, predict, save.
 *
 * <p>Arrays that are given are only read, and not kept; arrays that are returned belong to the caller, who closes them. Settings ({@link #seed}, {@link
 * #precision}, {@link #backend}) come before the first use, which allocates memory.
 *
 * <p>Threads: one at a time, except {@link #predictor()}, {@link #save} and {@link #close()}, which any thread may call while another one fits. A second fit
 * at the same time is refused.
 *
 * <p>Errors: {@link IllegalStateException} after {@link #close()}, which may be called again.
 */
public abstract class Model implements AutoCloseable {
    private final AtomicReference<@Nullable Object> fitting = new AtomicReference<>();
    private final Object building = new Object();
    private long seed;
    private Precision precision = Precision.FLOAT32;
    private Optional<String> backendName = Optional.empty();
    private Clipping clipping = Clipping.NONE;
    private Optional<Network> network = Optional.empty();
    private Optional<Backend> backend = Optional.empty();
    private Optional<Learner> learner = Optional.empty();
    private Optional<Objective> objective = Optional.empty();
    private Attachment attachment = Attachment.NONE;
    private Map<String, String> tuning = Map.of();
    private volatile Optional<RunControl> running = Optional.empty();
    private volatile boolean closed;

    Model() {}

    /** Begins a functional model: {@code Model.inputs(a, b).outputs(c)}. */
    public static FunctionalModel inputs(Tensor... inputs) {
        return new FunctionalModel(List.of(inputs));
    }

    /** A model that a class of the user's defines: its layers are fields, and its {@code call}, which is called once, connects them. */
    public static Model of(Definition definition, Tensor... inputs) {
        return new NetworkModel(Network.of(List.of(inputs), definition));
    }

    abstract Network build();

    final void requireUnbuilt(String what) {
        synchronized (building) {
            requireOpen();
            if (network.isPresent()) {
                throw new IllegalStateException(
                        "expected to " + what + " before the model is first used but its memory is already laid out");
            }
        }
    }

    final void requireOpen() {
        if (closed) {
            throw new IllegalStateException("expected an open model but it was closed; build or load it again");
        }
    }

    /** The seed of initial weights, shuffles and dropout; 0 if never set. Only before the first use. */
    public Model seed(long value) {
        requireUnbuilt("set the seed");
        seed = value;
        return this;
    }

    public long seed() {
        return seed;
    }

    /** The width of the numbers; float32 if never set. Only before the first use. */
    public Model precision(Precision value) {
        requireUnbuilt("set the precision");
        precision = value;
        return this;
    }

    public Precision precision() {
        return precision;
    }

    /** The backend by name, instead of the one that would be chosen. Only before the first use. */
    public Model backend(String name) {
        requireUnbuilt("choose the backend");
        backendName = Optional.of(name);
        return this;
    }

    /** Limits the gradients of every update. After {@link #compile} it compiles anew: the optimizer starts over. */
    public Model clipping(Clipping value) {
        requireAtRest();
        Optional<Objective> clipped =
                objective.map(known -> new Objective(known.optimizer(), value, known.losses(), known.metrics()));
        learner.ifPresent(known -> clipped.ifPresent(known::compile));
        clipping = value;
        objective = clipped;
        return this;
    }

    /** The layers and how they hang together. */
    public Network network() {
        synchronized (building) {
            requireOpen();
            if (network.isEmpty()) {
                network = Optional.of(build());
            }
            return network.get();
        }
    }

    private Backend openBackend() {
        synchronized (building) {
            requireOpen();
            if (backend.isEmpty()) {
                Backend opened = backendName.map(Backends::open).orElseGet(Backends::open);
                opened.tune(tuning);
                backend = Optional.of(opened);
            }
            return backend.get();
        }
    }

    /** Gives the backend choices that were saved with the model; see {@link Backend#tune}. Only before the first use. */
    final void tune(Map<String, String> choices) {
        requireUnbuilt("give it its choices");
        tuning = choices;
    }

    /** The choices that go with this model, in the order of their keys: those it was loaded with and those its backend has made since. */
    final Map<String, String> tuning() {
        synchronized (building) {
            Map<String, String> all = new TreeMap<>(tuning);
            backend.ifPresent(opened -> all.putAll(opened.tuning()));
            return all;
        }
    }

    final Learner learner() {
        synchronized (building) {
            Network built = network();
            if (learner.isEmpty()) {
                learner = Optional.of(newLearner(built));
            }
            return learner.get();
        }
    }

    /** What it took is given back where it fails, so that a later call may try again. */
    private Learner newLearner(Network built) {
        Session session = new Session(openBackend(), precision);
        try {
            Learner made = new Learner(built, session, seed);
            objective.ifPresent(made::compile);
            return made;
        } catch (RuntimeException | Error e) {
            session.close();
            backend = Optional.empty();
            throw e;
        }
    }

    /** The name of the backend that runs this model. */
    public String backendName() {
        return openBackend().name();
    }

    /** The device that runs this model. */
    public String device() {
        return openBackend().device();
    }

    /**
     * Sets what to train for, on a model with one output. The optimizer starts anew; parameters stay.
     *
     * @throws IllegalArgumentException for a loss that does not go with the last layer
     */
    public Model compile(Optimizer optimizer, Loss loss, Metric... metrics) {
        List<String> outputs = network().outputNames();
        if (outputs.size() != 1) {
            throw new IllegalArgumentException("expected one loss for each of the outputs " + outputs
                    + " but got one loss; use Loss.on(output, loss).and(..)");
        }
        String output = outputs.get(0);
        return compile(optimizer, Loss.on(output, loss), Map.of(output, List.of(metrics)));
    }

    /** Sets what to train for, by output. */
    public Model compile(Optimizer optimizer, OutputLosses losses) {
        return compile(optimizer, losses, Map.of());
    }

    /** Sets what to train for and what to score, by output. */
    public Model compile(Optimizer optimizer, OutputLosses losses, Map<String, List<Metric>> metrics) {
        requireAtRest();
        Trace trace = network().trace(2, false);
        List<String> outputs = network().outputNames();
        losses.losses().forEach((output, share) -> {
            if (!outputs.contains(output)) {
                throw new IllegalArgumentException(
                        "expected losses on the outputs " + outputs + " but got one on '" + output + "'");
            }
            LossCheck.check(
                    output,
                    share.loss(),
                    Optional.ofNullable(trace.outputs().get(output)).orElseThrow());
        });
        metrics.keySet().forEach(output -> {
            if (!losses.losses().containsKey(output)) {
                throw new IllegalArgumentException("expected metrics on the outputs with a loss "
                        + losses.losses().keySet() + " but got some on '" + output + "'");
            }
        });
        Objective made = new Objective(optimizer, clipping, losses.losses(), metrics);
        made.requireFits(network());
        learner.ifPresent(known -> known.compile(made));
        objective = Optional.of(made);
        return this;
    }

    private Objective objective() {
        return objective.orElseThrow(
                () -> new IllegalStateException(
                        "expected a compiled model but it has no loss and optimizer; call compile(optimizer, loss, metrics) first"));
    }

    /** What the model is compiled for, if it is. */
    public Optional<Objective> compiledFor() {
        return objective;
    }

    /** Claims the model for a fit. */
    private void claim() {
        requireOpen();
        if (!fitting.compareAndSet(null, new Object())) {
            throw new IllegalStateException(
                    "expected one fit at a time but this model is being fitted already; wait for it, or fit another model");
        }
    }

    /** Not even a callback of a fit may change what the fit is for. */
    private void requireAtRest() {
        requireOpen();
        if (fitting.get() != null) {
            throw new IllegalStateException(
                    "expected a model at rest but it is being fitted; compile it before or after the fit");
        }
    }

    private void requireNotFitting() {
        requireOpen();
        Object holder = fitting.get();
        boolean elsewhere = holder instanceof Thread thread ? thread != Thread.currentThread() : holder != null;
        if (elsewhere) {
            throw new IllegalStateException(
                    "expected a model at rest but another thread is fitting it; use predictor() during a fit, or wait");
        }
    }

    /**
     * Trains.
     *
     * @throws IllegalStateException before {@link #compile}, and while another fit of this model goes on
     * @throws dev.hebb.train.DataMismatchException for data that does not fit the model
     * @throws dev.hebb.train.NonFiniteException where a step is not finite; the model is as before that step
     * @throws dev.hebb.runtime.MemoryLimitException where {@link Fit#memoryLimit} is too small; nothing was allocated
     */
    public History fit(Dataset data, Fit fit) {
        return fit(data, fit, RunControl.silent());
    }

    /** Trains on inputs {@code [rows, ..]} and targets. */
    public History fit(INDArray x, INDArray y, Fit fit) {
        return fit(Dataset.of(x, y), fit);
    }

    /** Trains, with a way to cancel and to hear of the progress. */
    public History fit(Dataset data, Fit fit, RunControl control) {
        claim();
        return fitClaimed(data, fit, control);
    }

    /**
     * Trains in the background. The data must not change meanwhile (a {@link Dataset} of arrays never does).
     *
     * @param executor runs the training, one thread for its whole duration
     * @throws IllegalStateException as {@link #fit}, at once
     */
    public TrainingRun fitAsync(Dataset data, Fit fit, Executor executor) {
        objective();
        claim();
        TrainingRun run = new TrainingRun(() -> fitting.set(null));
        try {
            executor.execute(() -> run.begin(control -> fitClaimed(data, fit, control)));
        } catch (RuntimeException | Error e) {
            fitting.set(null);
            throw e;
        }
        return run;
    }

    /** What a fit trains on, and what it scores after every epoch. */
    private record Rows(Dataset train, Optional<Dataset> held) {
        static Rows of(Dataset data, Fit fit) {
            if (data.rows() == 0) {
                throw new DataMismatchException("expected at least one row of data but got none");
            }
            if (fit.validationSplit() == 0) {
                return new Rows(data, fit.validationData());
            }
            Split split = Split.ordered(data, fit.validationSplit());
            return new Rows(split.train(), Optional.of(split.held()));
        }
    }

    private History fitClaimed(Dataset data, Fit fit, RunControl control) {
        fitting.set(Thread.currentThread());
        running = Optional.of(control);
        try {
            requireOpen();
            objective();
            Rows rows = Rows.of(data, fit);
            if (fit.memoryLimitBytes() > 0) {
                memoryPlan(data, fit).require(fit.memoryLimitBytes());
            }
            History history = Trainer.fit(learner(), rows.train(), rows.held(), fit, seed, control, this::save);
            if (closed) {
                throw closedWhileFitting(null);
            }
            return history;
        } catch (IllegalStateException e) {
            throw closed ? closedWhileFitting(e) : e;
        } finally {
            running = Optional.empty();
            fitting.set(null);
        }
    }

    private static IllegalStateException closedWhileFitting(@Nullable Exception cause) {
        return new IllegalStateException(
                "expected the model to stay open while it is fitted but it was closed; cancel the run and wait for it first",
                cause);
    }

    /** One update from all rows of {@code data} as one batch: online training with one row. The figures are those before the update. */
    public Figures partialFit(Dataset data) {
        claim();
        fitting.set(Thread.currentThread());
        try {
            objective();
            return Trainer.update(learner(), data);
        } finally {
            fitting.set(null);
        }
    }

    /** One update from inputs {@code [rows, ..]} and targets as one batch. */
    public Figures partialFit(INDArray x, INDArray y) {
        return partialFit(Dataset.of(x, y));
    }

    /** Loss and metrics over all rows, without dropout. */
    public Figures evaluate(Dataset data) {
        requireNotFitting();
        objective();
        Learner now = learner();
        return now.evaluate(now.feed(data));
    }

    public Figures evaluate(INDArray x, INDArray y) {
        return evaluate(Dataset.of(x, y));
    }

    /** The predictions {@code [rows, ..]} for inputs {@code [rows, ..]}, on a model with one input and one output. */
    public INDArray predict(INDArray x) {
        return Outputs.single(predict(Dataset.of(x)), network().outputNames());
    }

    /** The predictions of every output, {@code [rows, ..]} by output name. */
    public Map<String, INDArray> predict(Dataset data) {
        requireNotFitting();
        return learner().predict(inputsOf(data));
    }

    private Feed inputsOf(Dataset data) {
        return Feed.ofInputs(network().inputs(), data, precision);
    }

    /** The results of a layer {@code [rows, ..]}, without dropout. */
    public INDArray output(String layer, INDArray x) {
        requireNotFitting();
        return learner().layerOutput(layer, inputsOf(Dataset.of(x)));
    }

    /** The gradient of loss and penalties by every parameter, by {@code layer/parameter}: all rows as one batch, with dropout as in the next update. */
    public Map<String, INDArray> gradients(Dataset data) {
        requireNotFitting();
        objective();
        Learner now = learner();
        return now.gradients(now.feed(data));
    }

    public Map<String, INDArray> gradients(INDArray x, INDArray y) {
        return gradients(Dataset.of(x, y));
    }

    /** A layer by its name, to read and set its parameters. */
    public LayerHandle layer(String name) {
        List<String> names =
                network().layers().stream().map(entry -> entry.name()).toList();
        if (!names.contains(name)) {
            throw new IllegalArgumentException("expected one of the layers " + names + " but got '" + name + "'");
        }
        requireNotFitting();
        return new LayerHandle(this::learnerAtRest, name);
    }

    private Learner learnerAtRest() {
        requireNotFitting();
        return learner();
    }

    /** Copies of all parameters, by {@code layer/parameter}. */
    public Map<String, INDArray> weights() {
        requireNotFitting();
        Learner now = learner();
        Map<String, INDArray> weights = new LinkedHashMap<>();
        network()
                .parameters()
                .forEach(parameter -> weights.put(parameter.path(), now.parameterArray(parameter.path())));
        return weights;
    }

    /** Sets parameters by {@code layer/parameter}; others stay, and all do where one does not fit. */
    public void setWeights(Map<String, INDArray> weights) {
        requireNotFitting();
        Learner now = learner();
        weights.forEach(now::requireParameter);
        weights.forEach(now::setParameter);
    }

    public long parameterCount() {
        return network().parameterCount();
    }

    /** The layers as a table 80 characters wide: shapes, parameters, and the memory of training with the default batch where the model is compiled. */
    public String summary() {
        return summary(80);
    }

    public String summary(int width) {
        Map<String, Long> memory = new LinkedHashMap<>();
        objective.ifPresent(known -> {
            MemoryPlan plan = memoryPlan(Fit.DEFAULT_BATCH);
            memory.putAll(plan.bytes());
            memory.put("in all for batches of " + Fit.DEFAULT_BATCH + " rows", plan.totalBytes());
        });
        return network().summary(width, precision, memory);
    }

    /** The bytes of training with {@code batch} rows per update. Allocates nothing. */
    public MemoryPlan memoryPlan(int batch) {
        return memoryPlan(batch, 1);
    }

    /** The bytes of training with {@code batch} rows per update in {@code accumulate} micro-batches. Allocates nothing. */
    public MemoryPlan memoryPlan(int batch, int accumulate) {
        if (accumulate < 1) {
            throw new IllegalArgumentException("expected 1 or more micro-batches but got " + accumulate);
        }
        return MemoryPlan.of(network(), objective(), precision, openBackend().target(), batch, accumulate);
    }

    /** The bytes of a whole {@code fit(data, fit)}: every size of batch, validation, and what callbacks keep. Allocates nothing. */
    public MemoryPlan memoryPlan(Dataset data, Fit fit) {
        Rows rows = Rows.of(data, fit);
        return MemoryPlan.of(
                network(),
                objective(),
                precision,
                openBackend().target(),
                fit,
                rows.train().rows(),
                rows.held().map(Dataset::rows).orElse(0));
    }

    /** The text of the training plan for {@code batch} rows per update. */
    public String planText(int batch) {
        objective();
        return learner().planText(batch);
    }

    /** Says what the raw data was and how it was prepared; saved with the model. */
    public Model attach(Attachment what) {
        requireOpen();
        attachment = what;
        return this;
    }

    public Attachment attachment() {
        return attachment;
    }

    /** A copy of the model as it is now that only predicts: immutable, for any number of threads, also while this model is being fitted. */
    public Predictor predictor() {
        requireOpen();
        Learner now = learner();
        Backend own = Backends.open(now.backendName());
        own.tune(tuning());
        return Predictor.of(network(), now.allParameters(), precision, own, attachment);
    }

    /**
     * Writes the model to one file: settings, preprocessing, traced graph and weights. What was there before is replaced only once the new file is whole.
     *
     * @throws dev.hebb.io.ModelFileException where it cannot be written, or a weight is not finite
     */
    public void save(Path file) {
        requireOpen();
        ModelFiles.save(this, file);
    }

    /**
     * Reads a model that {@link #save} wrote, ready to be trained on.
     *
     * @param layerClasses the user's own records that the file may name (layers, and initializers, ops, optimizers and metrics); no other code is ever loaded
     * @throws dev.hebb.io.ModelFileException for a damaged, newer or foreign file, or one with layers that are not known
     */
    public static Model load(Path file, Class<?>... layerClasses) {
        return ModelFiles.load(file, List.of(layerClasses));
    }

    public boolean isClosed() {
        return closed;
    }

    /** Frees everything. A fit that goes on ends within one batch with an {@link IllegalStateException}. */
    @Override
    public void close() {
        closed = true;
        running.ifPresent(RunControl::cancel);
        synchronized (building) {
            learner.ifPresent(Learner::close);
            if (learner.isEmpty()) {
                backend.ifPresent(Backend::close);
            }
        }
    }
}
