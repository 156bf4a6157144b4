package dev.hebb.model;

import static dev.hebb.nn.Activations.softmax;

import dev.hebb.data.Dataset;
import dev.hebb.data.DiskDataset;
import dev.hebb.data.DiskLayout;
import dev.hebb.data.DiskWriter;
import dev.hebb.metric.Metrics;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Losses;
import dev.hebb.optim.Sgd;
import dev.hebb.shape.Shape;
import dev.hebb.train.Fit;
import java.nio.file.Path;

/** A program that writes 200 MB of rows to a file and trains on them, and prints what it saw. */
final class LargeDisk {
    static final int ROWS = 50_000;

    private static final int WIDTH = 1000;

    private LargeDisk() {}

    public static void main(String[] arguments) {
        DiskWriter writer = DiskDataset.writer(Path.of(arguments[0]), DiskLayout.classes(Shape.of(WIDTH)));
        double[] row = new double[WIDTH];
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < WIDTH; j++) {
                row[j] = (i * 31 + j * 17) % 101 / 101.0 - 0.5;
            }
            row[0] = i % 2 == 0 ? 3 : -3;
            writer.add(row, i % 2);
        }
        try (writer;
                DiskDataset data = writer.finish();
                Model model = Sequential.input(WIDTH).add(Dense.of(2, softmax()))) {
            model.compile(Sgd.of(0.01), Losses.sparseCategoricalCrossEntropy(), Metrics.accuracy());
            Dataset some = data.rows(new int[] {0, ROWS - 1});
            long steps = model.fit(data, Fit.epochs(1).batchSize(500)).steps();
            System.out.println(
                    "steps " + steps + " accuracy " + model.evaluate(some).get("accuracy"));
        }
    }
}
