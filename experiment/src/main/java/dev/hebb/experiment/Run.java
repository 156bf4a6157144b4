package dev.hebb.experiment;

import dev.hebb.experiment.spec.MetricNames;
import dev.hebb.experiment.spec.SpecText;
import dev.hebb.experiment.spec.Task;
import dev.hebb.experiment.spec.TrainSpec;
import dev.hebb.experiment.spec.TrainingSpec;
import dev.hebb.metric.Metric;
import dev.hebb.model.Model;
import dev.hebb.model.Sequential;
import dev.hebb.nn.Activations;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Layer;
import dev.hebb.nn.Losses;
import dev.hebb.train.CsvLog;
import dev.hebb.train.Figures;
import dev.hebb.train.Fit;
import dev.hebb.train.History;
import dev.hebb.train.RunControl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** A spec at work: builds the model, fits it, scores it on the held-out rows and writes the files. */
public final class Run implements AutoCloseable {
    private final TrainSpec spec;
    private final SpecData data;
    private final Model model;

    private Run(TrainSpec spec, SpecData data, Model model) {
        this.spec = spec;
        this.data = data;
        this.model = model;
    }

    /**
     * Reads the data and builds the model; nothing is written yet.
     *
     * @throws RuntimeException for data and settings that do not go together
     */
    public static Run of(TrainSpec spec) {
        SpecData data = SpecData.read(spec);
        Model model = Sequential.input(data.columns().features().size())
                .add(layers(spec, data))
                .seed(spec.seed());
        try {
            TrainingSpec training = spec.training();
            Metric[] metrics = MetricNames.metrics(spec.task(), spec.metrics(), data.centre());
            model.clipping(training.clip());
            model.compile(
                    training.optimizer().optimizer(),
                    Losses.named(training.loss()).orElseThrow(),
                    metrics);
            model.attach(data.attachment());
            return new Run(spec, data, model);
        } catch (RuntimeException | Error e) {
            model.close();
            throw e;
        }
    }

    /** The hidden layers, and one that the task asks for: a softmax unit per class, or a linear unit per target. */
    private static Layer[] layers(TrainSpec spec, SpecData data) {
        Dense output = spec.task() == Task.CLASSIFICATION
                ? Dense.of(data.columns().classes().size(), Activations.softmax())
                : Dense.of(spec.data().targets().size());
        List<Layer> layers = new ArrayList<>(spec.model());
        layers.add(output);
        return layers.toArray(Layer[]::new);
    }

    public TrainSpec spec() {
        return spec;
    }

    public SpecData data() {
        return data;
    }

    public Model model() {
        return model;
    }

    /** Writes the spec and the held-out rows: what is known before training. */
    public void begin(RunFolder folder, List<String> comment) {
        try {
            Files.writeString(folder.spec(), SpecText.of(spec, comment));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "expected to write " + folder.spec() + " but got " + e + "; check the space left", e);
        }
        data.testTable().write(folder.test());
    }

    /** Trains until the epochs are done, early stopping ends it, or {@code control} is cancelled. */
    public History fit(RunFolder folder, RunControl control) {
        TrainingSpec training = spec.training();
        Fit fit = Fit.epochs(training.epochs())
                .batchSize(Math.min(training.batch(), data.train().rows()))
                .callbacks(CsvLog.of(folder.history()));
        if (data.validation().isPresent()) {
            fit = fit.validationData(data.validation().get());
        }
        if (training.earlyStopping().isPresent()) {
            fit = fit.callbacks(training.earlyStopping().get());
        }
        return model.fit(data.train(), fit, control);
    }

    /** Saves the model as it is. */
    public void save(RunFolder folder) {
        model.save(folder.model());
    }

    /** The scores on the held-out rows. */
    public Figures score() {
        return model.evaluate(data.test());
    }

    @Override
    public void close() {
        model.close();
    }
}
