package dev.hebb.experiment;

import dev.hebb.data.CsvText;
import dev.hebb.data.DataException;
import dev.hebb.data.Dataset;
import dev.hebb.data.Idx;
import dev.hebb.data.Table;
import dev.hebb.data.TableStream;
import dev.hebb.data.Targets;
import dev.hebb.experiment.spec.TableCheck;
import dev.hebb.model.Predictor;
import dev.hebb.model.TablePredictions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Predictions as CSV: the prediction of every row, of classes with the probability of each. Read, predicted and written chunk by chunk, so that the number of
 * rows is not bounded by memory.
 */
public final class PredictionCsv {
    /** In {@code keep}: every column. */
    public static final String ALL = "all";

    private static final int CHUNK = 4_096;
    private static final String PREDICTION = "prediction";
    private static final String PROBABILITY = "probability_";

    private final Predictor predictor;
    private final List<String> keep;
    private final Consumer<String> notices;

    /**
     * @param keep columns of the data to copy in front of the predictions, as they stand, each a name or several with commas between; {@link #ALL} for
     *     every one
     * @param notices gets sentences on what a person should know, such as values that were imputed
     */
    public PredictionCsv(Predictor predictor, List<String> keep, Consumer<String> notices) {
        this.predictor = predictor;
        this.keep = List.copyOf(keep);
        this.notices = notices;
    }

    /**
     * Predicts every row of a file: a table, or idx images.
     *
     * @return the number of rows
     * @throws DataException for files that cannot be read and rows that do not fit
     */
    public long write(Path data, Appendable out) throws IOException {
        return Idx.isIdx(data) ? writeImages(data, out) : writeTable(data, out);
    }

    private long writeTable(Path data, Appendable out) throws IOException {
        long rows = 0;
        try (TableStream stream = new SavedModel(predictor.attachment()).stream(data)) {
            List<String> kept = kept(stream.columns(), data);
            for (Optional<TableStream.Chunk> next = stream.next(CHUNK); next.isPresent(); next = stream.next(CHUNK)) {
                TableStream.Chunk chunk = next.get();
                TablePredictions predictions = predictor.predict(chunk.table());
                tell(predictions.notices(), chunk.firstRow(), predictions.rows());
                if (rows == 0) {
                    header(kept, out);
                }
                rows(predictions, kept, Optional.of(chunk.asWritten()), out);
                rows += predictions.rows();
            }
        }
        if (rows == 0) {
            throw new DataException("expected rows below the header but got none in " + data);
        }
        return rows;
    }

    private long writeImages(Path data, Appendable out) throws IOException {
        if (!keep.isEmpty()) {
            throw new DataException("expected a table to keep columns of but got the idx file " + data);
        }
        Dataset images = new SavedModel(predictor.attachment()).images(data);
        for (int first = 0; first < images.rows(); first += CHUNK) {
            int[] chosen = new int[Math.min(CHUNK, images.rows() - first)];
            for (int i = 0; i < chosen.length; i++) {
                chosen[i] = first + i;
            }
            TablePredictions predictions = predictor.predictRows(images.rows(chosen));
            if (first == 0) {
                header(List.of(), out);
            }
            rows(predictions, List.of(), Optional.empty(), out);
        }
        return images.rows();
    }

    private List<String> kept(List<String> columns, Path data) {
        if (keep.equals(List.of(ALL))) {
            return columns;
        }
        List<String> names = keep.stream()
                .flatMap(text -> columns.contains(text) ? Stream.of(text) : Arrays.stream(text.split(",")))
                .toList();
        names.forEach(name -> TableCheck.requireColumn(columns, name, data));
        return names;
    }

    private void tell(List<String> said, long first, int rows) {
        for (String notice : said) {
            notices.accept(String.format(Locale.ROOT, "rows %,d to %,d: %s", first + 1, first + rows, notice));
        }
    }

    private Targets targets() {
        return predictor.attachment().targets();
    }

    private void header(List<String> kept, Appendable out) throws IOException {
        List<String> names = new ArrayList<>(kept);
        if (targets().areClasses()) {
            names.add(PREDICTION);
            targets().classes().forEach(name -> names.add(PROBABILITY + name));
        } else if (targets().names().size() == 1) {
            names.add(PREDICTION);
        } else {
            targets().names().forEach(name -> names.add(PREDICTION + "_" + name));
        }
        line(names, out);
    }

    private void rows(TablePredictions predictions, List<String> kept, Optional<Table> written, Appendable out)
            throws IOException {
        List<String[]> copies = new ArrayList<>();
        written.ifPresent(table -> kept.forEach(name -> copies.add(table.text(name))));
        List<String> fields = new ArrayList<>();
        for (int row = 0; row < predictions.rows(); row++) {
            fields.clear();
            for (String[] column : copies) {
                fields.add(column[row]);
            }
            if (targets().areClasses()) {
                fields.add(predictions.label(row));
            }
            for (double value : predictions.values()[row]) {
                fields.add(Float.toString((float) value));
            }
            line(fields, out);
        }
    }

    private static void line(List<String> fields, Appendable out) throws IOException {
        for (int i = 0; i < fields.size(); i++) {
            out.append(i == 0 ? "" : ",").append(CsvText.quoted(fields.get(i)));
        }
        out.append('\n');
    }
}
