package dev.hebb.experiment;

import dev.hebb.data.CategoricalColumn;
import dev.hebb.data.ColumnEncoder;
import dev.hebb.data.DataException;
import dev.hebb.data.Dataset;
import dev.hebb.data.Idx;
import dev.hebb.data.NumericColumn;
import dev.hebb.data.Table;
import dev.hebb.data.TableEncoder;
import dev.hebb.data.TableStream;
import dev.hebb.experiment.spec.Names;
import dev.hebb.experiment.spec.TableCheck;
import dev.hebb.model.Attachment;
import dev.hebb.shape.Shape;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads files as a saved model wants them: its columns by name, or idx files of images. */
public final class SavedModel {
    private final Attachment attachment;

    public SavedModel(Attachment attachment) {
        this.attachment = attachment;
    }

    /** The columns that must hold numbers. */
    Set<String> numericColumns() {
        Set<String> names = new LinkedHashSet<>();
        for (ColumnEncoder encoder : encoder().encoders()) {
            if (encoder instanceof NumericColumn) {
                names.add(encoder.column());
            }
        }
        return names;
    }

    private TableEncoder encoder() {
        return attachment
                .encoder()
                .orElseThrow(() -> new DataException(
                        "expected a model that hebb train made but got one that does not say which columns it reads;"
                                + " use it in code, with Model.load or Predictor.load"));
    }

    private Set<String> textColumns() {
        Set<String> names = new LinkedHashSet<>();
        for (ColumnEncoder encoder : encoder().encoders()) {
            if (encoder instanceof CategoricalColumn) {
                names.add(encoder.column());
            }
        }
        if (attachment.targets().areClasses()) {
            names.addAll(attachment.targets().names());
        }
        return names;
    }

    /**
     * Rows with their targets, prepared.
     *
     * @param labels of images; empty where {@code file} is a table
     * @throws DataException for files that cannot be read and rows that do not fit
     */
    public Attachment.Prepared rows(Path file, Optional<Path> labels) {
        if (labels.isPresent()) {
            return images(file, labels.get());
        } else if (Idx.isIdx(file)) {
            throw new DataException("expected two idx files, images and labels, but got only " + file
                    + "; give the file of the labels, too");
        }
        Table table = TableFiles.read(file, attachment.missing(), textColumns());
        encoder().columns().forEach(name -> TableCheck.requireColumn(table.columns(), name, file));
        attachment.targets().names().forEach(name -> TableCheck.requireColumn(table.columns(), name, file));
        return attachment.dataset(table);
    }

    private Attachment.Prepared images(Path images, Path labels) {
        Dataset raw = requireShape(Idx.dataset(images, labels), images);
        return new Attachment.Prepared(attachment.prepare(raw), List.of());
    }

    /** Images as the model was trained on, without labels. */
    Dataset images(Path file) {
        return requireShape(Idx.images(file), file);
    }

    private Dataset requireShape(Dataset images, Path file) {
        Shape wanted = attachment
                .shape()
                .orElseThrow(() -> new DataException("expected a table with the columns ["
                        + Names.some(encoder().columns()) + "] but got the idx file " + file
                        + "; this model was not trained on images"));
        Shape got = images.inputs().get(0).rowShape();
        if (!got.equals(wanted)) {
            throw new DataException("expected images of " + ImageRows.text(wanted)
                    + " pixels, as the model was trained on, but got " + ImageRows.text(got) + " in " + file
                    + "; take images of that size");
        }
        return images;
    }

    /** Rows of a table of any length, without their targets. */
    TableStream stream(Path file) {
        Set<String> numeric = numericColumns();
        Set<String> texts = new LinkedHashSet<>(encoder().columns());
        texts.removeAll(numeric);
        try (TableStream header = TableStream.open(file, attachment.missingMarks(), Set.of(), Set.of())) {
            encoder().columns().forEach(name -> TableCheck.requireColumn(header.columns(), name, file));
        }
        return TableStream.open(file, attachment.missingMarks(), numeric, texts);
    }
}
