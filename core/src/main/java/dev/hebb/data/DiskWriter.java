package dev.hebb.data;

import dev.hebb.shape.DataType;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes the file of a {@link DiskDataset} row by row, in the memory of one row. One thread at a time.
 *
 * <p>The rows go to a file beside it, which takes its name when {@link #finish} is called: an unfinished file never stands at the path.
 */
public final class DiskWriter implements AutoCloseable {
    private static final int BUFFER = 1 << 18;
    private static final String UNFINISHED = ".unfinished";
    private static final int ROWS_AT_ONCE = 256;

    private final Path path;
    private final Path unfinished;
    private final DiskLayout layout;
    private final OutputStream out;
    private final ByteBuffer row;
    private int rows;
    private boolean isClosed;

    DiskWriter(Path path, DiskLayout layout) {
        this.path = path;
        this.unfinished = path.resolveSibling(path.getFileName() + UNFINISHED);
        this.layout = layout;
        this.row = ByteBuffer.allocate(layout.rowBytes()).order(ByteOrder.LITTLE_ENDIAN);
        try {
            this.out = new BufferedOutputStream(new FileOutputStream(unfinished.toFile()), BUFFER);
            out.write(new DiskHeader(layout, 0).encode());
        } catch (IOException e) {
            throw fault(e);
        }
    }

    private DataException fault(IOException e) {
        return new DataException("expected to write rows to " + unfinished + " but got: " + e, e);
    }

    /** Adds a row without a target. */
    public void add(double[] input) {
        begin(input, DiskLayout.Targets.NONE);
        end();
    }

    /**
     * Adds a row and its class.
     *
     * @throws DataException as all of these: for a row of another length or kind than the layout's, and numbers that are not finite as they are stored
     */
    public void add(double[] input, int target) {
        begin(input, DiskLayout.Targets.CLASSES);
        row.putInt(target);
        end();
    }

    /** Adds a row and its real targets. */
    public void add(double[] input, double[] target) {
        begin(input, DiskLayout.Targets.VALUES);
        if (target.length != layout.targetWidth()) {
            throw new DataException(
                    "expected " + layout.targetWidth() + " targets but got " + target.length + " in row " + rows);
        }
        put(target, "targets");
        end();
    }

    /** Adds all rows of a dataset of one input, and one target where the layout has one. */
    public void addAll(Dataset data) {
        boolean hasTarget = layout.targets() != DiskLayout.Targets.NONE;
        if (data.inputs().size() != 1 || hasTarget && data.targets().size() != 1) {
            throw new DataException("expected rows of one input" + (hasTarget ? " and one target" : "") + " but got "
                    + data.inputs().size() + " and " + data.targets().size());
        }
        for (int first = 0; first < data.rows(); first += ROWS_AT_ONCE) {
            int[] order = Order.range(first, Math.min(ROWS_AT_ONCE, data.rows() - first));
            addAll(data, order);
        }
    }

    private void addAll(Dataset data, int[] order) {
        int[] one = new int[1];
        Dataset.Column inputs = data.inputs().get(0);
        double[] input = new double[Math.toIntExact(inputs.rowShape().size())];
        int[] targetClass = new int[1];
        for (int index : order) {
            one[0] = index;
            inputs.gather(one, 0, 1, input);
            if (layout.targets() == DiskLayout.Targets.NONE) {
                add(input);
                continue;
            }
            Dataset.Column targets = data.targets().get(0);
            if (layout.targets() == DiskLayout.Targets.CLASSES) {
                targets.gather(one, 0, 1, targetClass);
                add(input, targetClass[0]);
            } else {
                double[] values = new double[Math.toIntExact(targets.rowShape().size())];
                targets.gather(one, 0, 1, values);
                add(input, values);
            }
        }
    }

    private void begin(double[] input, DiskLayout.Targets given) {
        requireOpen();
        if (given != layout.targets()) {
            throw new DataException("expected targets " + layout.targets() + " but got " + given + " in row " + rows);
        } else if (input.length != layout.inputElements()) {
            throw new DataException("expected " + layout.inputElements() + " numbers for " + layout.input()
                    + " but got " + input.length + " in row " + rows);
        } else if (rows == Integer.MAX_VALUE) {
            throw new DataException("expected at most " + rows + " rows but got more; write several files");
        }
        row.clear();
        put(input, "inputs");
    }

    private void requireOpen() {
        if (isClosed) {
            throw new DataException("expected an open writer but the one of " + path + " was finished or closed");
        }
    }

    private void put(double[] values, String what) {
        for (int i = 0; i < values.length; i++) {
            double stored = layout.numbers() == DataType.FLOAT32 ? (float) values[i] : values[i];
            if (!Double.isFinite(stored)) {
                throw new DataException("expected finite numbers that " + layout.numbers() + " can hold but got "
                        + values[i] + " in row " + rows + ", element " + i + " of the " + what
                        + "; impute or drop the row, or scale the data");
            }
            if (layout.numbers() == DataType.FLOAT32) {
                row.putFloat((float) stored);
            } else {
                row.putDouble(stored);
            }
        }
    }

    private void end() {
        try {
            out.write(row.array());
            rows++;
        } catch (IOException e) {
            throw fault(e);
        }
    }

    /**
     * Ends the file and opens it.
     *
     * @throws DataException for no rows
     */
    public DiskDataset finish() {
        moveInPlace();
        return DiskDataset.open(path);
    }

    /** As {@link #finish}; the file is deleted when the dataset is closed. */
    public DiskDataset finishTemporary() {
        moveInPlace();
        return DiskDataset.openTemporary(path);
    }

    private void moveInPlace() {
        requireOpen();
        if (rows == 0) {
            throw new DataException("expected one row or more but got none for " + path);
        }
        isClosed = true;
        try {
            out.close();
            try (RandomAccessFile file = new RandomAccessFile(unfinished.toFile(), "rw")) {
                file.write(new DiskHeader(layout, rows).encode());
            }
            Files.move(unfinished, path, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw fault(e);
        }
    }

    /** Deletes what was written where it was not finished. Idempotent. */
    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            try {
                out.close();
                Files.deleteIfExists(unfinished);
            } catch (IOException e) {
                throw fault(e);
            }
        }
    }
}
