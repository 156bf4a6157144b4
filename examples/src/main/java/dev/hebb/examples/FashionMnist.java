package dev.hebb.examples;

import static dev.hebb.nn.Activations.relu;
import static dev.hebb.nn.Activations.softmax;

import dev.hebb.data.Dataset;
import dev.hebb.data.DivideScaler;
import dev.hebb.data.Idx;
import dev.hebb.metric.Metrics;
import dev.hebb.model.Attachment;
import dev.hebb.model.Model;
import dev.hebb.model.Sequential;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Dropout;
import dev.hebb.nn.Flatten;
import dev.hebb.nn.Losses;
import dev.hebb.optim.Adam;
import dev.hebb.train.Callback;
import dev.hebb.train.Figures;
import dev.hebb.train.Fit;
import java.nio.file.Path;

/** Learns to tell ten kinds of clothes apart, from 60,000 images of 28 x 28 pixels. */
public final class FashionMnist {
    private FashionMnist() {}

    /**
     * @param folder with the four official files; {@code hebb train examples/fashion-mnist.yaml} downloads them
     * @return the figures on the 10,000 images of the test
     */
    static Figures run(Path folder, int epochs) {
        Dataset train =
                Idx.dataset(folder.resolve("train-images-idx3-ubyte.gz"), folder.resolve("train-labels-idx1-ubyte.gz"));
        Dataset test =
                Idx.dataset(folder.resolve("t10k-images-idx3-ubyte.gz"), folder.resolve("t10k-labels-idx1-ubyte.gz"));
        Attachment pixels = Attachment.of(new DivideScaler(255));

        try (Model model = Sequential.input(28, 28)
                .add(Flatten.of(), Dense.of(256, relu()), Dropout.of(0.2), Dense.of(10, softmax()))
                .seed(1)) {
            model.compile(Adam.of(1e-3), Losses.sparseCategoricalCrossEntropy(), Metrics.accuracy());
            model.attach(pixels);
            Callback says = Callback.onEpochEnd((training, epoch, figures) ->
                    System.out.printf("epoch %d: accuracy %.4f%n", epoch + 1, figures.get("accuracy")));
            model.fit(pixels.prepare(train), Fit.epochs(epochs).batchSize(128).callbacks(says));
            return model.evaluate(pixels.prepare(test));
        }
    }

    public static void main(String[] args) {
        Path folder = Path.of(args.length > 0 ? args[0] : "examples/data/fashion-mnist");
        System.out.printf(
                "Right for %.1f %% of the test%n", 100 * run(folder, 5).get("accuracy"));
    }
}
