package dev.hebb.model;

import dev.hebb.data.DataException;
import dev.hebb.data.Dataset;
import dev.hebb.data.Preprocessing;
import dev.hebb.data.RowTransform;
import dev.hebb.data.Table;
import dev.hebb.data.TableEncoder;
import dev.hebb.data.Targets;
import dev.hebb.shape.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a model's raw data was and how it becomes the network's input; fitted on training rows and saved with the model, so that a {@link Predictor} takes raw
 * rows.
 *
 * @param features the names of the input's elements, once encoded; may be empty
 * @param missing what marks a missing field in a file
 * @param encoder turns rows of a table into rows of numbers; empty where the data is no table
 * @param transforms what happens to a row of numbers, in this order; applied to the first input
 * @param shape of a row for the network; empty where it is that of the raw row, or flat
 * @param targets what is predicted
 * @param notes whatever else is worth keeping, by name
 */
public record Attachment(
        List<String> features,
        List<String> missing,
        Optional<TableEncoder> encoder,
        List<RowTransform> transforms,
        Optional<Shape> shape,
        Targets targets,
        Map<String, String> notes) {
    /** A model that takes the network's input as it is. */
    public static final Attachment NONE =
            new Attachment(List.of(), List.of(), Optional.empty(), List.of(), Optional.empty(), Targets.NONE, Map.of());

    public Attachment {
        features = List.copyOf(features);
        missing = List.copyOf(missing);
        transforms = List.copyOf(transforms);
        notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
    }

    /** Rows of numbers that are changed before the network sees them. */
    public static Attachment of(RowTransform... transforms) {
        return NONE.withTransforms(List.of(transforms));
    }

    /**
     * A table's columns, but for the targets', prepared as {@code preprocessing} says.
     *
     * @throws DataException for columns that cannot be prepared
     */
    public static Attachment fit(Preprocessing preprocessing, Table train, Targets targets) {
        List<String> columns = new ArrayList<>(train.columns());
        columns.removeAll(targets.names());
        return of(preprocessing.fit(train, columns), targets);
    }

    /** A table's columns as they were fitted. */
    public static Attachment of(Preprocessing.Fitted fitted, Targets targets) {
        return new Attachment(
                fitted.encoder().features(),
                List.copyOf(Table.MISSING_MARKS),
                Optional.of(fitted.encoder()),
                List.of(fitted.scaler()),
                Optional.empty(),
                targets,
                Map.of());
    }

    public Attachment withFeatures(List<String> names) {
        return new Attachment(names, missing, encoder, transforms, shape, targets, notes);
    }

    public Attachment withMissing(List<String> marks) {
        return new Attachment(features, marks, encoder, transforms, shape, targets, notes);
    }

    public Attachment withTransforms(List<RowTransform> list) {
        return new Attachment(features, missing, encoder, list, shape, targets, notes);
    }

    public Attachment withEncoder(TableEncoder what) {
        return new Attachment(features, missing, Optional.of(what), transforms, shape, targets, notes);
    }

    /** Rows that the network takes in this shape. */
    public Attachment withShape(Shape rowShape) {
        return new Attachment(features, missing, encoder, transforms, Optional.of(rowShape), targets, notes);
    }

    public Attachment withTargets(Targets what) {
        return new Attachment(features, missing, encoder, transforms, shape, what, notes);
    }

    public Attachment withNotes(Map<String, String> map) {
        return new Attachment(features, missing, encoder, transforms, shape, targets, map);
    }

    /** The marks of missing fields, as {@link Table#read} takes them. */
    public Set<String> missingMarks() {
        return Set.copyOf(missing);
    }

    /** Prepares one row of numbers; the result may be {@code row} itself, changed. */
    public double[] prepare(double[] row) {
        double[] prepared = row;
        for (RowTransform transform : transforms) {
            prepared = transform.transform(prepared);
        }
        return prepared;
    }

    /** The shape in which the network takes rows that are {@code raw}: a transform that changes the number of elements makes rows flat. */
    Shape rowShape(Shape raw) {
        int width = Math.toIntExact(raw.size());
        for (RowTransform transform : transforms) {
            width = transform.outputs(width);
        }
        if (shape.isPresent() && shape.get().size() != width) {
            throw new DataException("expected rows of " + shape.get()
                    + ", as the model was trained on, but got rows of " + raw + "; take rows of that shape");
        }
        return shape.orElse(width == raw.size() ? raw : Shape.of(width));
    }

    /** Rows of numbers, whose first column is the first input, as the network takes them; the same object where nothing is to be done. */
    public Dataset prepare(Dataset raw) {
        return prepare(raw, "");
    }

    /** Rows of numbers whose columns may stand in any order; {@code input} is the name of the model's first. */
    Dataset prepare(Dataset raw, String input) {
        return transforms.isEmpty() && shape.isEmpty() ? raw : new PreparedRows(raw, input, this);
    }

    private TableEncoder requireEncoder() {
        return encoder.orElseThrow(() -> new DataException(
                "expected a model that was trained on the columns of a table but got one that does not say which columns it reads;"
                        + " give it arrays, or train it with Attachment.fit or the hebb command"));
    }

    /**
     * Inputs and targets of a table's rows, as the network takes them.
     *
     * @throws DataException for columns that are not there and cells that cannot be encoded
     */
    public Prepared dataset(Table table) {
        TableEncoder.Encoded encoded = requireEncoder().encode(table);
        return new Prepared(prepare(targets.dataset(encoded.rows(), table)), encoded.notices());
    }

    /** Rows as the network takes them, without targets. */
    Prepared inputs(Table table) {
        TableEncoder.Encoded encoded = requireEncoder().encode(table);
        return new Prepared(prepare(Dataset.of(encoded.rows())), encoded.notices());
    }

    /**
     * Prepared rows.
     *
     * @param notices sentences on what a person should know, such as values that were imputed
     */
    public record Prepared(Dataset data, List<String> notices) {
        public Prepared {
            notices = List.copyOf(notices);
        }
    }
}
