package dev.hebb.experiment;

import dev.hebb.data.DataException;
import dev.hebb.data.Dataset;
import dev.hebb.data.Targets;
import dev.hebb.experiment.report.Diagnosis;
import dev.hebb.experiment.report.Machine;
import dev.hebb.experiment.report.ModelProfile;
import dev.hebb.experiment.report.Outcome;
import dev.hebb.experiment.report.Report;
import dev.hebb.experiment.report.RunSummary;
import dev.hebb.experiment.report.Timing;
import dev.hebb.experiment.spec.ClassWeights;
import dev.hebb.experiment.spec.MetricNames;
import dev.hebb.experiment.spec.Names;
import dev.hebb.experiment.spec.SpecText;
import dev.hebb.experiment.spec.Task;
import dev.hebb.experiment.spec.TrainSpec;
import dev.hebb.experiment.spec.TrainingSpec;
import dev.hebb.io.AtomicFile;
import dev.hebb.metric.InUnits;
import dev.hebb.metric.Metric;
import dev.hebb.model.Model;
import dev.hebb.model.Sequential;
import dev.hebb.nn.Activations;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Layer;
import dev.hebb.nn.Losses;
import dev.hebb.train.Callback;
import dev.hebb.train.CsvLog;
import dev.hebb.train.Fit;
import dev.hebb.train.History;
import dev.hebb.train.NonFiniteException;
import dev.hebb.train.RunControl;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A spec at work: reads the rows, builds the model, fits it, scores it on the held-out rows and writes the files of a {@link RunFolder}.
 *
 * <p>In this order: {@link #begin}, {@link #fit}, {@link #save}, {@link #score}, {@link #report}.
 */
public final class Experiment implements AutoCloseable {
    private static final int SUMMARY_WIDTH = 80;

    private final TrainSpec spec;
    private final RunData data;
    private final Model model;
    private final Optional<String> device;
    private final ZonedDateTime began = ZonedDateTime.now(ZoneId.systemDefault());
    private final long start = System.nanoTime();

    /**
     * What a spec does not say.
     *
     * @param device what it runs on, a name that {@link Devices} knows; empty for the best
     * @param notices sentences on how the spec came about
     * @param says gets a line before something that takes long, such as a download
     */
    public record Options(Optional<String> device, List<String> notices, Consumer<String> says) {
        /** The best device; nobody listens. */
        public static final Options DEFAULT = new Options(Optional.empty(), List.of(), line -> {});

        public Options {
            notices = List.copyOf(notices);
        }
    }

    private Experiment(TrainSpec spec, RunData data, Model model, Optional<String> device) {
        this.spec = spec;
        this.data = data;
        this.model = model;
        this.device = device;
    }

    /**
     * Reads the data and builds the model; nothing is written yet.
     *
     * @throws RuntimeException for data and settings that do not go together
     */
    public static Experiment of(TrainSpec spec, Options options) {
        Optional<String> backend = options.device().map(Devices::backend);
        RunData data = weighted(spec, RunData.read(spec, options.says()).withMoreNotices(options.notices()));
        Targets targets = data.attachment().targets();
        Model model = Sequential.input(data.rowShape().dims())
                .add(layers(spec, targets))
                .seed(spec.seed());
        try {
            backend.ifPresent(model::backend);
            TrainingSpec training = spec.training();
            model.clipping(training.clip());
            model.compile(
                    training.optimizer().optimizer(),
                    Losses.named(training.loss()).orElseThrow(),
                    metrics(spec, data));
            model.attach(Evaluation.withMetrics(data.attachment(), figures(spec)));
            return new Experiment(spec, data, model, backend);
        } catch (RuntimeException | Error e) {
            model.close();
            throw e;
        }
    }

    /** The hidden layers, and one that the task asks for: a softmax unit per class, or a linear unit per target. */
    private static Layer[] layers(TrainSpec spec, Targets targets) {
        List<Layer> layers = new ArrayList<>(spec.model());
        layers.add(
                targets.areClasses()
                        ? Dense.of(targets.outputs(), Activations.softmax())
                        : Dense.of(targets.outputs()));
        return layers.toArray(Layer[]::new);
    }

    private static RunData weighted(TrainSpec spec, RunData data) {
        ClassWeights weights = spec.training().classWeights();
        if (weights instanceof ClassWeights.None) {
            return data;
        }
        Dataset train = data.sets().train();
        int[] classes = Evaluation.classes(train);
        double[] byClass = byClass(weights, data.attachment().targets().classes(), classes);
        return data.withTrain(train.withWeights(
                Arrays.stream(classes).mapToDouble(k -> byClass[k]).toArray()));
    }

    private static double[] byClass(ClassWeights weights, List<String> names, int[] classes) {
        double[] byClass = new double[names.size()];
        if (weights instanceof ClassWeights.ByClass given) {
            given.weights().keySet().forEach(name -> requireClass(names, name));
            Arrays.setAll(byClass, k -> given.weights().getOrDefault(names.get(k), 1.0));
        } else if (weights instanceof ClassWeights.Balanced) {
            int[] counts = new int[byClass.length];
            for (int k : classes) {
                counts[k]++;
            }
            Arrays.setAll(byClass, k -> counts[k] == 0 ? 1 : (double) classes.length / (byClass.length * counts[k]));
        } else {
            throw new AssertionError(weights);
        }
        return byClass;
    }

    private static void requireClass(List<String> names, String name) {
        if (!names.contains(name)) {
            String advice = Names.advice(name, names);
            throw new DataException("expected one of the classes [" + Names.some(names) + "] but got '" + name
                    + "' at training.class_weight" + (advice.isEmpty() ? "" : "; " + advice));
        }
    }

    /** What is scored after every epoch, in the targets' own units. */
    private static Metric[] metrics(TrainSpec spec, RunData data) {
        Targets targets = data.attachment().targets();
        Metric[] metrics = MetricNames.metrics(spec.task(), spec.metrics(), centre(data));
        if (targets.scaler().isPresent()) {
            Arrays.setAll(metrics, i -> new InUnits(metrics[i], targets.units()));
        }
        return metrics;
    }

    /** A number near the targets as the network sees them. */
    private static double centre(RunData data) {
        Targets targets = data.attachment().targets();
        if (targets.areClasses() || targets.scaler().isPresent()) {
            return 0;
        }
        return Arrays.stream(Evaluation.numbers(targets, data.sets().train()))
                .flatMapToDouble(Arrays::stream)
                .average()
                .orElse(0);
    }

    /** The names of the final figures: the task's own always, and those that the spec asks for. */
    private static List<String> figures(TrainSpec spec) {
        Set<String> names = new LinkedHashSet<>(spec.task().defaultMetrics());
        names.addAll(spec.metrics());
        return List.copyOf(names);
    }

    public TrainSpec spec() {
        return spec;
    }

    public RunData data() {
        return data;
    }

    public Model model() {
        return model;
    }

    /** The bytes that training takes, by what they are for. */
    public Map<String, Long> memory() {
        int batch = Math.min(spec.training().batch(), data.sets().train().rows());
        return model.memoryPlan(batch).bytes();
    }

    /** Writes the spec and the held-out rows: what is known before training. */
    public void begin(RunFolder folder, List<String> comment) {
        AtomicFile.writeText(folder.spec(), SpecText.of(spec, comment));
        data.writesTest().accept(folder.test());
    }

    /**
     * Trains until the epochs are done, early stopping ends it, or {@code control} is cancelled.
     *
     * @param more called in addition to what the spec asks for
     * @throws NonFiniteException where training diverges; what it had learned before is saved
     */
    public History fit(RunFolder folder, RunControl control, Callback... more) {
        TrainingSpec training = spec.training();
        Fit fit = Fit.epochs(training.epochs())
                .batchSize(Math.min(training.batch(), data.sets().train().rows()))
                .callbacks(CsvLog.of(folder.history()))
                .callbacks(more);
        if (data.sets().validation().isPresent()) {
            fit = fit.validationData(data.sets().validation().get());
        }
        if (training.earlyStopping().isPresent()) {
            fit = fit.callbacks(training.earlyStopping().get());
        }
        AtomicInteger epochs = new AtomicInteger();
        fit = fit.callbacks(Callback.onEpochEnd((run, epoch, figures) -> epochs.incrementAndGet()));
        try {
            return model.fit(data.sets().train(), fit, control);
        } catch (NonFiniteException e) {
            if (epochs.get() == 0) {
                throw e;
            }
            save(folder);
            String what = training.earlyStopping().isPresent() ? "the best epoch so far" : "the model as it was";
            throw new NonFiniteException(e.getMessage() + "; " + what + " is kept in " + folder.model());
        }
    }

    /** Saves the model as it is. */
    public void save(RunFolder folder) {
        model.save(folder.model());
    }

    /** How well the model does on the held-out rows. */
    public Evaluation score() {
        return Evaluation.of(model, data.sets().test());
    }

    /**
     * What simpler things score there.
     *
     * @param withLinear whether a linear model is trained, too
     */
    public List<Baseline> baselines(boolean withLinear) {
        List<Baseline> baselines = new ArrayList<>();
        List<String> names = figures(spec);
        baselines.add(Baseline.constant(data, names));
        if (withLinear && !spec.model().isEmpty()) {
            Baseline.linear(data, spec.seed(), names, device).ifPresent(baselines::add);
        }
        return baselines;
    }

    /** Training rows, as often as they were used, per second of training. */
    public double rowsPerSecond(History history) {
        int rows = data.sets().train().rows();
        int batch = Math.min(spec.training().batch(), rows);
        int stepsPerEpoch = (rows + batch - 1) / batch;
        double perStep = (double) rows / stepsPerEpoch;
        return history.seconds() == 0 ? 0 : history.steps() * perStep / history.seconds();
    }

    /**
     * Writes the report and its pictures.
     *
     * @return what to look at, one sentence each
     */
    public List<String> report(RunFolder folder, History history, Evaluation evaluation, List<Baseline> baselines) {
        RunSummary summary = new RunSummary(
                String.valueOf(folder.path().getFileName()),
                began,
                SpecText.of(spec, List.of()),
                data.profile(),
                history,
                new Outcome(
                        evaluation.scores(),
                        spec.task() == Task.CLASSIFICATION ? "accuracy" : "r2",
                        evaluation.predictions(),
                        baselines.stream().map(Baseline::forReport).toList()),
                new ModelProfile(
                        model.network().summary(SUMMARY_WIDTH, model.precision(), Map.of()),
                        model.parameterCount(),
                        model.backendName(),
                        model.device()),
                Machine.here(),
                new Timing((System.nanoTime() - start) / 1e9, rowsPerSecond(history)),
                data.notices(),
                List.of(),
                List.of(
                        "hebb train " + folder.spec().getFileName(),
                        "hebb evaluate " + folder.model().getFileName() + " "
                                + folder.test().getFileName(),
                        "hebb predict " + folder.model().getFileName() + " new.csv"));
        List<String> warnings = Diagnosis.of(
                summary,
                spec.training().earlyStopping().isPresent(),
                model,
                data.sets().train());
        List<String> undrawn = Report.write(summary.withWarnings(warnings), folder.path());
        List<String> all = new ArrayList<>(warnings);
        all.addAll(undrawn);
        return all;
    }

    @Override
    public void close() {
        model.close();
    }
}
