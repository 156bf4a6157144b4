package dev.hebb.model;

import static dev.hebb.nn.Activations.relu;
import static dev.hebb.nn.Activations.softmax;

import dev.hebb.nn.Dense;
import dev.hebb.nn.Dropout;
import dev.hebb.nn.Losses;
import dev.hebb.optim.Adam;
import dev.hebb.train.Fit;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A fit in which everything random takes part, also as a program of its own. */
final class SeededFit {
    private SeededFit() {}

    /** Prints the weights for the seed in the first argument. */
    public static void main(String[] arguments) {
        System.out.println("weights " + weights(Long.parseLong(arguments[0])));
    }

    /** The bits of the final weights. */
    static String weights(long seed) {
        try (Model model = Sequential.input(Small.FEATURES)
                .add(Dense.of(6, relu()), Dropout.of(0.3), Dense.of(Small.CLASSES, softmax()))
                .seed(seed)) {
            model.compile(Adam.of(0.01), Losses.sparseCategoricalCrossEntropy());
            model.fit(Small.data(20), Fit.epochs(4).batchSize(6));
            return Arrays.stream(Small.weights(model))
                    .mapToObj(Double::toHexString)
                    .collect(Collectors.joining(","));
        }
    }
}
