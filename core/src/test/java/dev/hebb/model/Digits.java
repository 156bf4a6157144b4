package dev.hebb.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The bundled handwritten digits: 1797 rows of 64 pixels from 0 to 16, and their classes. */
public final class Digits {
    public static final double[][] PIXELS = read(Digits::pixels);
    public static final int[] CLASSES =
            Arrays.stream(read(Digits::label)).mapToInt(row -> (int) row[0]).toArray();

    private Digits() {}

    private interface Part {
        double[] of(double[] line);
    }

    private static double[] pixels(double[] line) {
        return Arrays.stream(Arrays.copyOf(line, line.length - 1))
                .map(pixel -> pixel / 16)
                .toArray();
    }

    private static double[] label(double[] line) {
        return new double[] {line[line.length - 1]};
    }

    private static double[][] read(Part part) {
        Path file = Path.of("..", "examples", "data", "digits.csv.gz");
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            List<String> lines = in.lines().skip(1).toList();
            return lines.stream()
                    .map(line -> part.of(Arrays.stream(line.split(","))
                            .mapToDouble(Double::parseDouble)
                            .toArray()))
                    .toArray(double[][]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
