package dev.hebb.examples;

import static dev.hebb.nn.Activations.relu;

import dev.hebb.data.Preprocessing;
import dev.hebb.data.RowSplit;
import dev.hebb.data.Scaling;
import dev.hebb.data.Table;
import dev.hebb.data.Targets;
import dev.hebb.metric.RegressionScores;
import dev.hebb.model.Attachment;
import dev.hebb.model.Model;
import dev.hebb.model.Predictor;
import dev.hebb.model.Sequential;
import dev.hebb.model.TablePredictions;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Losses;
import dev.hebb.optim.AdamW;
import dev.hebb.train.EarlyStopping;
import dev.hebb.train.Fit;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Learns how far cars go on a gallon, from a table with missing values, and predicts it for raw rows. */
public final class Cars {
    private static final String TARGET = "economy (mpg)";

    private Cars() {}

    /**
     * @param data the folder {@code examples/data}
     * @return the scores on the held-out rows, in miles per gallon
     */
    static RegressionScores run(Path data) {
        Table all = Table.read(data.resolve("cars.csv")).drop("name");
        double[] known = all.numeric(TARGET);
        Table table = all.rows(IntStream.range(0, known.length)
                .filter(row -> !Double.isNaN(known[row]))
                .toArray());
        RowSplit split = RowSplit.random(table.rows(), 0.2, 1);
        Table train = table.rows(split.train());
        Table held = table.rows(split.held());

        // A missing power becomes the median of the training rows, and a column of its own says that it was missing.
        Attachment columns = Attachment.fit(
                Preprocessing.standard().withIndicator(true),
                train,
                Targets.numbers(train, List.of(TARGET), Scaling.STANDARD));

        try (Model model = Sequential.input(columns.features().size())
                .add(Dense.of(64, relu()), Dense.of(32, relu()), Dense.of(1))
                .seed(1)) {
            model.compile(AdamW.of(3e-3), Losses.huber());
            model.attach(columns);
            model.fit(
                    columns.dataset(train).data(),
                    Fit.epochs(200).batchSize(32).validationSplit(0.15).callbacks(EarlyStopping.patience(25)));

            // The predictor takes raw rows, finds the columns by their names and answers in miles per gallon.
            try (Predictor predictor = model.predictor()) {
                TablePredictions predictions = predictor.predict(held.drop(TARGET));
                double[] predicted = Arrays.stream(predictions.values())
                        .mapToDouble(row -> row[0])
                        .toArray();
                return RegressionScores.of(held.numeric(TARGET), predicted);
            }
        }
    }

    public static void main(String[] args) {
        RegressionScores scores = run(Path.of("examples/data"));
        System.out.printf(
                "Off by %.2f miles per gallon on average; R2 %.3f%n", scores.meanAbsoluteError(), scores.r2());
    }
}
