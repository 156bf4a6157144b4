package dev.hebb.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hebb.metric.RegressionScores;
import dev.hebb.model.Model;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of this module learn what they say. */
class ProgramsTest {
    private static final Path DATA = Path.of("data");
    private static final int IMAGES_MAGIC = 0x0803;
    private static final int LABELS_MAGIC = 0x0801;
    private static final int SIDE = 28;
    private static final int CLASSES = 10;

    @Test
    void digitsAreReadAndTheModelIsSaved(@TempDir Path folder) {
        Path file = folder.resolve("digits.safetensors");
        double accuracy = Digits.run(DATA, file).get("accuracy");
        assertTrue(accuracy > 0.95, "accuracy " + accuracy);
        try (Model model = Model.load(file)) {
            assertTrue(model.attachment().targets().classes().size() == CLASSES);
        }
    }

    @Test
    void economyIsPredictedWithinThreeMilesPerGallon() {
        RegressionScores scores = Cars.run(DATA);
        assertTrue(scores.meanAbsoluteError() < 3, "mean absolute error " + scores.meanAbsoluteError());
        assertTrue(scores.r2() > 0.75, "R2 " + scores.r2());
    }

    @Test
    void imagesOfTheOfficialFormatAreLearned(@TempDir Path folder) throws IOException {
        write(folder, "train", 600);
        write(folder, "t10k", 100);
        double accuracy = FashionMnist.run(folder, 3).get("accuracy");
        assertTrue(accuracy > 0.9, "accuracy " + accuracy);
    }

    /** Runs where the environment variable HEBB_DATA, or the system property hebb.data, names a folder that has the files. */
    @Test
    void clothesAreToldApart() {
        Optional<Path> folder = Optional.ofNullable(System.getProperty("hebb.data", System.getenv("HEBB_DATA")))
                .map(name -> Path.of(name).resolve("fashion-mnist"));
        assumeTrue(folder.filter(Files::isDirectory).isPresent(), "no folder with the files of fashion-mnist");
        double accuracy = FashionMnist.run(folder.orElseThrow(), 2).get("accuracy");
        assertTrue(accuracy > 0.83, "accuracy " + accuracy);
    }

    /** Images with a bright band of two rows whose place is the class. */
    private static void write(Path folder, String part, int count) throws IOException {
        Random random = new Random(count);
        try (DataOutputStream images = gz(folder.resolve(part + "-images-idx3-ubyte.gz"));
                DataOutputStream labels = gz(folder.resolve(part + "-labels-idx1-ubyte.gz"))) {
            images.writeInt(IMAGES_MAGIC);
            images.writeInt(count);
            images.writeInt(SIDE);
            images.writeInt(SIDE);
            labels.writeInt(LABELS_MAGIC);
            labels.writeInt(count);
            for (int i = 0; i < count; i++) {
                int label = i % CLASSES;
                labels.writeByte(label);
                for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
                    boolean isBright = pixel / SIDE / 2 == label + 2;
                    images.writeByte(random.nextInt(100) + (isBright ? 150 : 0));
                }
            }
        }
    }

    private static DataOutputStream gz(Path file) throws IOException {
        return new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(file)));
    }
}
