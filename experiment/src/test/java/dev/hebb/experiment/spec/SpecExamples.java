package dev.hebb.experiment.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Specs that between them use every key of the format. */
final class SpecExamples {
    static final String WEATHER = SpecReference.EXAMPLE;

    static final String CARS = """
            hebb: 1
            task: regression
            data: {file: cars.csv, target: "economy (mpg)", missing: ["", NA], missing_target: drop, drop: [name]}
            preprocess: {numeric: {impute: median, indicator: true, scale: standard}, target: {scale: standard}}   # metrics are in the target's own units
            model: [{dense: {units: 64, activation: relu}}]
            training: {loss: huber, optimizer: {adamw: {lr: 3e-3, weight_decay: 0.01}}, epochs: 300, batch: 32}
            """;

    static final String FASHION = """
            hebb: 1
            task: classification
            data:
              idx: {train: [train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz], test: [t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz]}
              folder: ${HEBB_DATA:-data}/fashion-mnist
              download: fashion-mnist                        # official files, sha256 verified; a clear message where there is no network
            preprocess: {pixels: {divide: 255}}
            model: [flatten, {dense: {units: 256, activation: relu}}]
            """;

    private static final String EVERYTHING_OF_A_TABLE = """
            hebb: 1
            task: classification
            seed: -7
            data:
              file: weather.csv
              target: weather
              test: {file: cars.csv}
              missing: [none]
            model: [{dense: {units: 3, l1: 1e-5, l2: 0.25, bias: false}}, {dropout: {rate: 0.5}}, {dense: 2}]
            training:
              loss: sparse_categorical_crossentropy
              optimizer: {adam: {lr: 0.01, beta1: 0.5, beta2: 0.75, epsilon: 1e-6}}
              validation: 0.25
              early_stopping: {patience: 3, min_delta: 1e-3, monitor: val_f1_macro}
              clip: {norm: 2}
              class_weight: {sun: 1, "no": 2.5}
            metrics: [accuracy, f1_macro, roc_auc]
            """;

    private static final String ORDERED_NUMBERS = """
            hebb: 1
            task: regression
            data: {file: cars.csv, target: [a, "1"], test: {last: 0.125}}
            preprocess: {numeric: {impute: most_frequent, scale: robust}, target: {scale: minmax}}
            training: {optimizer: {momentum: {lr: 1, momentum: 0.5}}, clip: {value: 0.1}}
            metrics: [r2, max_error]
            """;

    private static final String RATES = """
            hebb: 1
            task: regression
            data: {file: cars.csv, target: a}
            training: {optimizer: %s}
            """;

    /** All of them. They name files that {@link #makeFiles} makes. */
    static final List<String> ALL = List.of(
            WEATHER,
            CARS,
            FASHION,
            EVERYTHING_OF_A_TABLE,
            ORDERED_NUMBERS,
            CARS.replace("loss: huber", "lr: 0.5, loss: huber").replace("lr: 3e-3, ", ""),
            RATES.formatted("{sgd: {lr: 1}}"),
            RATES.formatted("{nesterov: {lr: 1e-20, momentum: 0.25}}"),
            RATES.formatted("{rmsprop: {lr: 123456.75, alpha: 0.5, epsilon: 0.001}}"),
            RATES.formatted("{adamw: {lr: 0.1, beta1: 0, beta2: 0.1, epsilon: 1, weight_decay: 0}}"));

    private SpecExamples() {}

    static void makeFiles(Path folder) throws IOException {
        Files.writeString(folder.resolve("weather.csv"), "date,location,weather\n2026-01-01,here,sun\n");
        Files.writeString(folder.resolve("cars.csv"), "weight,economy (mpg)\n1,2\n");
    }

    static TrainSpec read(String text, Path folder) {
        return SpecReader.read(
                YamlText.parse(text, YamlText.top("s.yaml")), folder, name -> Optional.empty(), List.of());
    }
}
