package dev.hebb.train;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the figures of every epoch as a line of a CSV file: {@code epoch,loss,accuracy,val_loss,..}, epochs counted from 1. Lines are flushed, so a run that
 * ends early leaves what it had.
 */
public record CsvLog(Path file) implements Callback {
    public static CsvLog of(Path file) {
        return new CsvLog(file);
    }

    @Override
    public Hooks begin(Training training) {
        BufferedWriter writer = open();
        return new Hooks() {
            private List<String> columns = List.of();

            @Override
            public void onEpochEnd(int epoch, Figures figures) {
                if (columns.isEmpty()) {
                    columns = List.copyOf(figures.values().keySet());
                    line(writer, "epoch," + String.join(",", columns));
                }
                line(
                        writer,
                        (epoch + 1) + ","
                                + columns.stream()
                                        .map(name -> Double.toString(figures.get(name)))
                                        .collect(Collectors.joining(",")));
            }

            @Override
            public void onEnd() {
                try {
                    writer.close();
                } catch (IOException e) {
                    throw failure(e);
                }
            }
        };
    }

    private BufferedWriter open() {
        try {
            return Files.newBufferedWriter(file);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private void line(BufferedWriter writer, String line) {
        try {
            writer.write(line);
            writer.write('\n');
            writer.flush();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private UncheckedIOException failure(IOException e) {
        return new UncheckedIOException(
                "expected to write the training log " + file + " but got " + e.getMessage()
                        + "; check the folder and the space left",
                e);
    }
}
