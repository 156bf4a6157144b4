package dev.hebb.benchmarks.cases;

import dev.hebb.data.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Reads a CSV file of numbers. */
final class CsvCase implements Case {
    private static final long SEED = 3;
    private static final int SCALE = 1000;

    private final Path file;
    private final double[][] columns;
    private final long fileBytes;

    CsvCase(int rows, int columnCount) {
        columns = new double[columnCount][rows];
        Random random = new Random(SEED);
        Table table = Table.ofRows(rows);
        for (int column = 0; column < columnCount; column++) {
            for (int row = 0; row < rows; row++) {
                columns[column][row] = random.nextInt(SCALE * SCALE) / (double) SCALE;
            }
            table = table.with(column(column), columns[column]);
        }
        try {
            file = Files.createTempFile("hebb-bench-", ".csv");
            table.write(file);
            fileBytes = Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException("expected to write a file for the benchmark of reading but could not", e);
        }
    }

    private static String column(int number) {
        return "c" + number;
    }

    @Override
    public String name() {
        return "CSV of " + columns[0].length + " x " + columns.length;
    }

    @Override
    public double operations() {
        return 0;
    }

    /** Those of the file. */
    @Override
    public double bytes() {
        return fileBytes;
    }

    @Override
    public void verify() {
        Table table = Table.read(file);
        for (int column = 0; column < columns.length; column++) {
            double[] read = table.numeric(column(column));
            for (int row = 0; row < read.length; row++) {
                WrongResultException.require(
                        "row " + row + " of " + column(column), columns[column][row], read[row], 0);
            }
        }
    }

    @Override
    public void run() {
        Table table = Table.read(file);
        if (table.rows() != columns[0].length) {
            throw new WrongResultException(
                    "expected " + columns[0].length + " rows but got " + table.rows() + " from " + file);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("expected to remove " + file + " but could not", e);
        }
    }
}
