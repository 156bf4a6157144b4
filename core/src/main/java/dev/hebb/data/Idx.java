package dev.hebb.data;

import dev.hebb.shape.Shape;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An array of numbers from an idx file, the format of the MNIST digits, compressed with gzip or not. Immutable and safe for several threads.
 *
 * <p>Source: LeCun, Cortes, Burges, "The MNIST database of handwritten digits", 1998, section "File formats".
 */
public final class Idx {
    /** How the numbers are stored. */
    public enum Type {
        UNSIGNED_BYTE(0x08, 1),
        BYTE(0x09, 1),
        SHORT(0x0b, 2),
        INT(0x0c, 4),
        FLOAT(0x0d, 4),
        DOUBLE(0x0e, 8);

        private final int code;
        private final int bytes;

        Type(int code, int bytes) {
            this.code = code;
            this.bytes = bytes;
        }

        /** Of one number. */
        int bytes() {
            return bytes;
        }

        boolean isInt() {
            return this != FLOAT && this != DOUBLE;
        }

        static Optional<Type> of(int code) {
            return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
        }
    }

    private final String file;
    private final Type type;
    private final Shape shape;
    private final byte[] data;

    /** @param data big-endian, row after row; not copied */
    Idx(String file, Type type, Shape shape, byte[] data) {
        this.file = file;
        this.type = type;
        this.shape = shape;
        this.data = data;
    }

    /**
     * Reads a file whole.
     *
     * @throws DataException for what is no idx file, is cut short, longer than its extents say, damaged, or larger than 2 GiB or the memory that Java may use
     */
    public static Idx read(Path file) {
        return IdxReader.read(file, Runtime.getRuntime().maxMemory());
    }

    /** Whether a file begins as idx files do, with two zero bytes, which no text has; false for what cannot be read. */
    public static boolean isIdx(Path file) {
        return Files.isRegularFile(file) && IdxReader.begins(file);
    }

    /**
     * Pictures alone, to predict.
     *
     * @param images {@code [rows, ..]}
     * @throws DataException as {@link #read}
     */
    public static Dataset images(Path images) {
        Idx x = requireImages(images);
        return new ColumnDataset(x.rows(), List.of(x.column("")), List.of(), Optional.empty());
    }

    private static Idx requireImages(Path images) {
        Idx x = read(images);
        if (x.shape.rank() < 2) {
            throw new DataException("expected images [rows, height, width] but got " + x + "; name a file of images");
        }
        return x;
    }

    /**
     * Pictures and their classes, one byte of memory per pixel.
     *
     * @param images {@code [rows, ..]}, such as {@code [60000, 28, 28]}
     * @param labels {@code [rows]} of whole numbers of 0 or more
     * @return inputs {@code [..]} per row, as numbers from 0 to 255 where the file holds bytes, and int targets
     * @throws DataException as {@link #read}, and where the two files do not fit together
     */
    public static Dataset dataset(Path images, Path labels) {
        return dataset(images, labels, Integer.MAX_VALUE);
    }

    /**
     * Pictures and their classes; see {@link #dataset(Path, Path)}.
     *
     * @param classes how many there are: labels are below
     */
    public static Dataset dataset(Path images, Path labels, int classes) {
        Idx y = read(labels);
        if (y.shape.rank() != 1 || !y.type.isInt()) {
            throw new DataException(
                    "expected labels [rows] of integers but got " + y + "; are images and labels swapped?");
        }
        Idx x = requireImages(images);
        if (x.rows() != y.rows()) {
            throw new DataException("expected as many labels as images but got " + y.rows() + " in " + y.file + " and "
                    + x.rows() + " in " + x.file + "; take both from the same set");
        }
        Dataset.Column targets = y.column("");
        y.requireClasses(targets, classes);
        return new ColumnDataset(x.rows(), List.of(x.column("")), List.of(targets), Optional.empty());
    }

    private void requireClasses(Dataset.Column targets, int classes) {
        int[] labels = new int[rows()];
        targets.gather(Order.ascending(rows()), 0, rows(), labels);
        for (int row = 0; row < labels.length; row++) {
            if (labels[row] < 0 || labels[row] >= classes) {
                String most = classes == Integer.MAX_VALUE ? "of 0 or more" : "from 0 to " + (classes - 1);
                throw new DataException("expected labels " + most + " but got " + labels[row] + " in row " + row
                        + " of " + file + "; number the classes from 0");
            }
        }
    }

    public Type type() {
        return type;
    }

    /** All extents; the first counts the rows. */
    public Shape shape() {
        return shape;
    }

    /** The first extent. */
    public int rows() {
        return Math.toIntExact(shape.dim(0));
    }

    /** All numbers, row after row. */
    public double[] values() {
        double[] values = new double[Math.toIntExact(shape.size())];
        column("").gather(Order.ascending(rows()), 0, rows(), values);
        return values;
    }

    /** The rows as a column of a dataset: ints for whole numbers, else floats or doubles. */
    Dataset.Column column(String name) {
        Shape rowShape = shape.without(0);
        if (type.bytes() == 1) {
            return new ByteColumn(name, rowShape, data, type == Type.BYTE);
        }
        Chunking chunking = new Chunking(file, rows(), rowShape);
        ByteBuffer from = ByteBuffer.wrap(data);
        if (type == Type.FLOAT) {
            float[][] floats = new float[chunking.chunks()][];
            for (int c = 0; c < floats.length; c++) {
                floats[c] = new float[chunking.rowsOf(c) * chunking.perRow()];
                fill(floats[c], from);
            }
            return new FloatColumn(name, rowShape, chunking, floats);
        } else if (type == Type.DOUBLE) {
            double[][] doubles = new double[chunking.chunks()][];
            for (int c = 0; c < doubles.length; c++) {
                doubles[c] = new double[chunking.rowsOf(c) * chunking.perRow()];
                fill(doubles[c], from);
            }
            return new DoubleColumn(name, rowShape, chunking, doubles);
        }
        int[][] ints = new int[chunking.chunks()][];
        for (int c = 0; c < ints.length; c++) {
            ints[c] = new int[chunking.rowsOf(c) * chunking.perRow()];
            fill(ints[c], from);
        }
        return new IntColumn(name, rowShape, chunking, ints);
    }

    private static void fill(float[] into, ByteBuffer from) {
        for (int i = 0; i < into.length; i++) {
            into[i] = from.getFloat();
        }
    }

    private static void fill(double[] into, ByteBuffer from) {
        for (int i = 0; i < into.length; i++) {
            into[i] = from.getDouble();
        }
    }

    private void fill(int[] into, ByteBuffer from) {
        for (int i = 0; i < into.length; i++) {
            into[i] = type == Type.SHORT ? from.getShort() : from.getInt();
        }
    }

    @Override
    public String toString() {
        return shape + " in " + file;
    }
}
