package dev.hebb.experiment.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final List<String> CLOTHES = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    @TempDir
    Path folder;

    @Test
    void aClassificationIsWrittenWithItsPictures() throws Exception {
        assertEquals(List.of(), Report.write(Runs.classification(CLOTHES, 500), folder));
        assertTrue(Files.exists(folder.resolve("learning-curve.png")));
        assertTrue(Files.exists(folder.resolve("confusion-matrix.png")));
        keep("classification");
    }

    @Test
    void aRegressionIsWrittenWithItsPictures() throws Exception {
        assertEquals(List.of(), Report.write(Runs.regression(Runs.target("economy (mpg)", 80, 1)), folder));
        assertTrue(Files.exists(folder.resolve("predicted-actual.png")));
        assertTrue(Files.exists(folder.resolve("residuals.png")));
        keep("regression");
    }

    private void keep(String name) throws Exception {
        if (System.getenv("KEEP") != null) {
            Path to = Path.of(System.getenv("KEEP"), name);
            Files.createDirectories(to);
            try (var files = Files.list(folder)) {
                for (Path f : files.toList()) {
                    Files.copy(f, to.resolve(f.getFileName()), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
