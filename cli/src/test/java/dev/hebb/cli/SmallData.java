package dev.hebb.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Three kinds of flowers and a spec for them. */
final class SmallData {
    static final int ROWS = 90;

    private SmallData() {}

    /** Lines of a table: width, length, height, a name that is of no use, kind. */
    static List<String> lines() {
        Random random = new Random(5);
        List<String> kinds = List.of("iris, blue", "rose", "tulip");
        List<String> lines = new ArrayList<>(List.of("width,length,height,name,kind"));
        for (int row = 0; row < ROWS; row++) {
            int kind = row * 7 % 3;
            double width = 2 + 3 * kind + random.nextGaussian();
            double length = 10 - 2 * kind + random.nextGaussian();
            lines.add(String.format(
                    Locale.ROOT, "%.3f,%.3f,%d,n%d,\"%s\"", width, length, kind + row % 4, row, kinds.get(kind)));
        }
        return lines;
    }

    static Path write(Path folder) throws IOException {
        Files.write(folder.resolve("flowers.csv"), lines());
        return spec(folder, "last: 0.2");
    }

    static Path spec(Path folder, String test) throws IOException {
        return Files.writeString(folder.resolve("flowers.yaml"), """
                hebb: 1
                task: classification
                data: {file: flowers.csv, target: kind, drop: [name], test: {%s}}
                model: [{dense: {units: 8, activation: tanh}}, {dropout: 0.1}]
                training: {optimizer: {adam: {lr: 0.02}}, epochs: 4, batch: 16, validation: 0.2, early_stopping: {patience: 3}}
                metrics: [accuracy, f1_macro]
                """.formatted(test));
    }
}
