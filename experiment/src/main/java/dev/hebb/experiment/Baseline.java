package dev.hebb.experiment;

import dev.hebb.data.Dataset;
import dev.hebb.data.Targets;
import dev.hebb.experiment.report.BaselineScores;
import dev.hebb.model.Model;
import dev.hebb.model.Sequential;
import dev.hebb.nn.Activations;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Flatten;
import dev.hebb.nn.Layer;
import dev.hebb.nn.Losses;
import dev.hebb.optim.Adam;
import dev.hebb.shape.Shape;
import dev.hebb.train.Fit;
import dev.hebb.train.NonFiniteException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What something simpler scores on the held-out rows, to compare a model with.
 *
 * @param kind how it predicts
 * @param guess what it always says, a class or {@code the mean}; empty for a linear model
 * @param number the mean, as text; empty for others
 * @param scores by name, as {@link Evaluation} gives them
 */
public record Baseline(BaselineScores.Kind kind, String guess, String number, Map<String, Double> scores) {
    private static final int UPDATES = 3_000;
    private static final int LEAST_EPOCHS = 3;
    private static final int MOST_EPOCHS = 200;
    private static final int BATCH = 128;
    private static final double LEARNING_RATE = 5e-3;

    public Baseline {
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
    }

    /** What it does, in words. */
    public String name() {
        return kind == BaselineScores.Kind.LINEAR
                ? "a linear model"
                : "always guessing " + guess + (number.isEmpty() ? "" : ", " + number);
    }

    BaselineScores forReport() {
        return new BaselineScores(kind, guess, scores);
    }

    /** The most frequent class of the training rows, with the shares of all classes as probabilities; or their mean. */
    static Baseline constant(RunData data, List<String> metrics) {
        Targets targets = data.attachment().targets();
        Dataset train = data.sets().train();
        Dataset test = data.sets().test();
        double[] guess = targets.areClasses() ? shares(targets, train) : means(targets, train);
        double[][] predictions = new double[test.rows()][];
        Arrays.setAll(predictions, row -> guess.clone());
        return new Baseline(
                BaselineScores.Kind.CONSTANT,
                targets.areClasses() ? mostFrequent(targets, guess) : "the mean",
                targets.areClasses() ? "" : text(targets, guess.clone()),
                Evaluation.ofPredictions(targets, test, predictions, metrics).scores());
    }

    private static double[] shares(Targets targets, Dataset train) {
        double[] shares = new double[targets.classes().size()];
        for (int k : Evaluation.classes(train)) {
            shares[k] += 1.0 / train.rows();
        }
        return shares;
    }

    /** As the network sees them: scaled. */
    private static double[] means(Targets targets, Dataset train) {
        double[] means = new double[targets.outputs()];
        double[][] numbers = Evaluation.numbers(targets, train);
        for (double[] row : numbers) {
            for (int i = 0; i < means.length; i++) {
                means[i] += row[i] / numbers.length;
            }
        }
        targets.scaler().ifPresent(fitted -> fitted.apply(means));
        return means;
    }

    private static String mostFrequent(Targets targets, double[] shares) {
        int most = 0;
        for (int k = 1; k < shares.length; k++) {
            most = shares[k] > shares[most] ? k : most;
        }
        return targets.classes().get(most);
    }

    private static String text(Targets targets, double[] means) {
        targets.restore(means);
        List<String> texts = new ArrayList<>();
        for (double value : means) {
            texts.add(String.format(Locale.ROOT, "%.6g", value));
        }
        return String.join(", ", texts);
    }

    /**
     * A model without hidden layers, trained on the same rows; empty where it does not stay finite.
     *
     * @param device the backend; empty for the best
     */
    static Optional<Baseline> linear(RunData data, long seed, List<String> metrics, Optional<String> device) {
        Targets targets = data.attachment().targets();
        List<Layer> layers = new ArrayList<>();
        Shape input = data.rowShape();
        if (input.rank() != 1) {
            layers.add(Flatten.of());
        }
        layers.add(
                targets.areClasses()
                        ? Dense.of(targets.outputs(), Activations.softmax())
                        : Dense.of(targets.outputs()));
        int batch = Math.min(BATCH, data.sets().train().rows());
        int steps = (data.sets().train().rows() + batch - 1) / batch;
        int epochs = Math.max(LEAST_EPOCHS, Math.min(MOST_EPOCHS, UPDATES / steps));
        try (Model model =
                Sequential.input(input.dims()).add(layers.toArray(Layer[]::new)).seed(seed)) {
            device.ifPresent(model::backend);
            model.compile(
                    Adam.of(LEARNING_RATE),
                    targets.areClasses() ? Losses.sparseCategoricalCrossEntropy() : Losses.meanSquaredError());
            model.attach(Evaluation.withMetrics(data.attachment(), metrics));
            model.fit(data.sets().train(), Fit.epochs(epochs).batchSize(batch));
            return Optional.of(new Baseline(
                    BaselineScores.Kind.LINEAR,
                    "",
                    "",
                    Evaluation.of(model, data.sets().test()).scores()));
        } catch (NonFiniteException e) {
            return Optional.empty();
        }
    }
}
