package dev.hebb.examples;

import static dev.hebb.nn.Activations.relu;
import static dev.hebb.nn.Activations.softmax;

import dev.hebb.data.Preprocessing;
import dev.hebb.data.RowSplit;
import dev.hebb.data.Scaling;
import dev.hebb.data.Table;
import dev.hebb.data.Targets;
import dev.hebb.metric.Metrics;
import dev.hebb.model.Attachment;
import dev.hebb.model.Model;
import dev.hebb.model.Sequential;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Dropout;
import dev.hebb.nn.Losses;
import dev.hebb.optim.Adam;
import dev.hebb.train.EarlyStopping;
import dev.hebb.train.Figures;
import dev.hebb.train.Fit;
import java.nio.file.Path;

/** Learns to read handwritten digits from a table of pixels, and saves the model. */
public final class Digits {
    private Digits() {}

    /**
     * @param data the folder {@code examples/data}
     * @param file to save the model in
     * @return the figures on the held-out rows
     */
    static Figures run(Path data, Path file) {
        Table table = Table.read(data.resolve("digits.csv.gz"));
        RowSplit split = RowSplit.random(table.rows(), 0.2, 1);
        Table train = table.rows(split.train());

        // Fitted on the training rows only; saved with the model.
        Attachment columns = Attachment.fit(
                Preprocessing.standard().withScaling(Scaling.MINMAX), train, Targets.classes(train, "digit"));

        try (Model model = Sequential.input(64)
                .add(
                        Dense.of(256, relu()),
                        Dropout.of(0.3),
                        Dense.of(128, relu()),
                        Dropout.of(0.3),
                        Dense.of(10, softmax()))
                .seed(1)) {
            model.compile(Adam.of(1e-3), Losses.sparseCategoricalCrossEntropy(), Metrics.accuracy());
            model.attach(columns);
            model.fit(
                    columns.dataset(train).data(),
                    Fit.epochs(60).batchSize(32).validationSplit(0.1).callbacks(EarlyStopping.patience(10)));
            model.save(file);
            return model.evaluate(columns.dataset(table.rows(split.held())).data());
        }
    }

    public static void main(String[] args) {
        Figures figures = run(Path.of("examples/data"), Path.of("digits.safetensors"));
        System.out.printf("Right for %.1f %% of the held-out digits%n", 100 * figures.get("accuracy"));
    }
}
