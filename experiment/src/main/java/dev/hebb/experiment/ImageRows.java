package dev.hebb.experiment;

import dev.hebb.data.ColumnEncoder;
import dev.hebb.data.DataException;
import dev.hebb.data.Dataset;
import dev.hebb.data.DivideScaler;
import dev.hebb.data.Idx;
import dev.hebb.data.Impute;
import dev.hebb.data.NumericColumn;
import dev.hebb.data.Order;
import dev.hebb.data.RowSplit;
import dev.hebb.data.Table;
import dev.hebb.data.TableEncoder;
import dev.hebb.data.Targets;
import dev.hebb.experiment.report.DataProfile;
import dev.hebb.experiment.spec.SourceSpec;
import dev.hebb.experiment.spec.TestSpec;
import dev.hebb.experiment.spec.TrainSpec;
import dev.hebb.model.Attachment;
import dev.hebb.shape.Shape;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The rows of a run from idx files of images and their labels. In tables a pixel is a column, {@code pixel_1} and so on, row by row of the image. */
final class ImageRows {
    private static final String LABEL = "label";
    private static final String PIXEL = "pixel_";
    private static final int ROWS_AT_ONCE = 256;

    private final TrainSpec spec;
    private final SourceSpec.Idx idx;

    private ImageRows(TrainSpec spec, SourceSpec.Idx idx) {
        this.spec = spec;
        this.idx = idx;
    }

    static RunData read(TrainSpec spec, SourceSpec.Idx idx, Consumer<String> says) {
        ImageRows rows = new ImageRows(spec, idx);
        if (idx.download().isPresent()) {
            Downloads official = Downloads.named(idx.download().get());
            idx.train().forEach(file -> official.fetch(file, says));
            idx.test().forEach(file -> official.fetch(file, says));
        }
        return rows.read();
    }

    private RunData read() {
        Dataset all = files(idx.train());
        Dataset rest = all;
        Dataset held;
        if (idx.test().isEmpty()) {
            RowSplit split = hold(all);
            rest = all.rows(split.train());
            held = all.rows(split.held());
        } else {
            held = files(idx.test());
            requireSameShape(all, held);
        }
        Targets targets = targets(rest);
        Optional<RowSplit> checked = spec.training().validation() > 0 ? Optional.of(validate(rest)) : Optional.empty();
        Dataset unheld = rest;
        Attachment attachment = attachment(targets, shape(all));
        RunData.Sets sets = new RunData.Sets(
                attachment.prepare(
                        checked.map(split -> unheld.rows(split.train())).orElse(rest)),
                checked.map(split -> attachment.prepare(unheld.rows(split.held()))),
                attachment.prepare(held));
        int count = idx.test().isEmpty() ? all.rows() : all.rows() + held.rows();
        return new RunData(
                attachment,
                sets,
                path -> write(held, path),
                DataProfile.ofImages(text(shape(all)), sets.counts(count, 0), sets.classCounts(targets)),
                List.of());
    }

    private static Dataset files(List<Path> imagesAndLabels) {
        return Idx.dataset(imagesAndLabels.get(0), imagesAndLabels.get(1));
    }

    private static Shape shape(Dataset images) {
        return images.inputs().get(0).rowShape();
    }

    /** {@code 28 x 28}. */
    static String text(Shape shape) {
        return String.join(" x ", shape.toList().stream().map(String::valueOf).toList());
    }

    private void requireSameShape(Dataset train, Dataset test) {
        if (!shape(train).equals(shape(test))) {
            throw new DataException("expected test images of " + text(shape(train)) + " pixels as in "
                    + idx.train().get(0) + " but got " + text(shape(test)) + " in "
                    + idx.test().get(0));
        }
    }

    /** Classes from 0 to the largest label. */
    private Targets targets(Dataset rows) {
        int[] labels = Evaluation.classes(rows);
        int most = Arrays.stream(labels).max().orElse(0);
        if (Arrays.stream(labels).distinct().count() < 2) {
            throw new DataException("expected two classes or more but got only " + most + " in all " + labels.length
                    + " labels of " + idx.train().get(1) + "; there is nothing to learn");
        }
        List<String> classes =
                IntStream.rangeClosed(0, most).mapToObj(Integer::toString).toList();
        return new Targets(List.of(LABEL), classes, Map.of(), Optional.empty());
    }

    private Attachment attachment(Targets targets, Shape shape) {
        List<ColumnEncoder> pixels = new ArrayList<>();
        for (int i = 1; i <= shape.size(); i++) {
            pixels.add(new NumericColumn(PIXEL + i, Impute.NONE, Optional.empty(), false, false));
        }
        TableEncoder encoder = new TableEncoder(pixels);
        return Attachment.of(new DivideScaler(spec.preprocess().pixelsDivide().orElse(1)))
                .withFeatures(encoder.features())
                .withEncoder(encoder)
                .withMissing(List.copyOf(Table.MISSING_MARKS))
                .withShape(shape)
                .withTargets(targets);
    }

    private RowSplit hold(Dataset all) {
        TestSpec test = spec.data().test();
        if (test instanceof TestSpec.Last last) {
            return RowSplit.ordered(all.rows(), last.fraction());
        } else if (test instanceof TestSpec.Drawn drawn) {
            return drawn.isStratified()
                    ? RowSplit.stratified(Evaluation.classes(all), drawn.fraction(), spec.seed())
                    : RowSplit.random(all.rows(), drawn.fraction(), spec.seed());
        }
        throw new DataException("expected idx files as test images but got a table; name them in data.idx.test");
    }

    private RowSplit validate(Dataset rest) {
        double fraction = spec.training().validation();
        return spec.data().test() instanceof TestSpec.Last
                ? RowSplit.ordered(rest.rows(), fraction)
                : RowSplit.random(rest.rows(), fraction, ~spec.seed());
    }

    private static void write(Dataset images, Path file) {
        int width = Math.toIntExact(shape(images).size());
        int[] labels = Evaluation.classes(images);
        int[] order = Order.ascending(labels.length);
        float[] pixels = new float[ROWS_AT_ONCE * width];
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 1; i <= width; i++) {
                out.append(PIXEL).append(Integer.toString(i)).append(',');
            }
            out.append(LABEL).append('\n');
            for (int first = 0; first < labels.length; first += ROWS_AT_ONCE) {
                int count = Math.min(ROWS_AT_ONCE, labels.length - first);
                images.inputs().get(0).gather(order, first, count, pixels);
                for (int row = 0; row < count; row++) {
                    for (int i = 0; i < width; i++) {
                        out.append(Integer.toString((int) pixels[row * width + i]))
                                .append(',');
                    }
                    out.append(Integer.toString(labels[first + row])).append('\n');
                }
            }
        } catch (IOException e) {
            throw new DataException("expected to write the held-out images to " + file + " but got: " + e, e);
        }
    }
}
