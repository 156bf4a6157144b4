package dev.hebb.experiment;

import dev.hebb.data.Dataset;
import dev.hebb.data.Targets;
import dev.hebb.experiment.report.ClassCount;
import dev.hebb.experiment.report.DataProfile;
import dev.hebb.experiment.report.RowCounts;
import dev.hebb.experiment.spec.SourceSpec;
import dev.hebb.experiment.spec.TrainSpec;
import dev.hebb.model.Attachment;
import dev.hebb.shape.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The rows of a run. Everything is fitted on the training rows; only the names of the classes come from all rows that are not held out.
 *
 * @param attachment how raw rows become the network's; saved with the model
 * @param sets as the network takes them
 * @param writesTest writes the held-out rows as they stand in the data, as CSV
 * @param profile what the data was before it was prepared
 * @param notices sentences on what was dropped, imputed or decided
 */
public record RunData(
        Attachment attachment, Sets sets, Consumer<Path> writesTest, DataProfile profile, List<String> notices) {
    public RunData {
        notices = List.copyOf(notices);
    }

    /**
     * Rows to train on, to validate with, held out.
     *
     * @param validation empty where the spec asks for none
     */
    public record Sets(Dataset train, Optional<Dataset> validation, Dataset test) {
        Sets withTrain(Dataset rows) {
            return new Sets(rows, validation, test);
        }

        int validationRows() {
            return validation.map(Dataset::rows).orElse(0);
        }

        RowCounts counts(int all, int withoutTarget) {
            return new RowCounts(all, withoutTarget, train.rows(), validationRows(), test.rows());
        }

        List<ClassCount> classCounts(Targets targets) {
            return targets.areClasses()
                    ? ClassCount.of(
                            targets.classes(),
                            Evaluation.classes(train),
                            validation.map(Evaluation::classes).orElse(new int[0]),
                            Evaluation.classes(test))
                    : List.of();
        }
    }

    /**
     * Reads and splits.
     *
     * @param says gets a line before something that takes long, such as a download
     * @throws dev.hebb.data.DataException for files that cannot be read, columns that are missing, cells that cannot be encoded
     */
    public static RunData read(TrainSpec spec, Consumer<String> says) {
        if (spec.data().source() instanceof SourceSpec.TableFile table) {
            return TableRows.read(spec, table.file());
        } else if (spec.data().source() instanceof SourceSpec.Idx idx) {
            return ImageRows.read(spec, idx, says);
        }
        throw new AssertionError(spec.data().source());
    }

    RunData withMoreNotices(List<String> first) {
        List<String> all = new ArrayList<>(first);
        all.addAll(notices);
        return new RunData(attachment, sets, writesTest, profile, all);
    }

    RunData withTrain(Dataset rows) {
        return new RunData(attachment, sets.withTrain(rows), writesTest, profile, notices);
    }

    /** The shape of a row for the network. */
    public Shape rowShape() {
        return sets.train().inputs().get(0).rowShape();
    }

    /** The rows, columns and targets in two lines. */
    public String summary() {
        String checked = sets.validation().isEmpty()
                ? ""
                : String.format(Locale.ROOT, ", %,d to validate", sets.validationRows());
        Targets targets = attachment.targets();
        String what = targets.areClasses()
                ? targets.classes().size() + " classes of " + targets.names().get(0)
                : "predicting " + String.join(", ", targets.names());
        return String.format(
                Locale.ROOT,
                "Rows: %,d to train on%s, %,d held out%n%s, %s",
                sets.train().rows(),
                checked,
                sets.test().rows(),
                inputs(),
                what);
    }

    private String inputs() {
        Optional<String> images = profile.imageShape();
        if (images.isPresent()) {
            return "Images: " + images.get();
        }
        int columns = profile.inputs();
        int features = attachment.features().size();
        return String.format(
                Locale.ROOT,
                "Columns: %,d%s",
                columns,
                features == columns ? "" : String.format(Locale.ROOT, " that become %,d numbers", features));
    }
}
