package dev.hebb.experiment;

import dev.hebb.experiment.report.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The files of one run. A folder of its own, {@code runs/digits-001}: two runs never share one, also when they start in the same instant.
 *
 * @param path exists
 */
public record RunFolder(Path path) {
    private static final String RUNS = "runs";
    private static final String SPEC = "spec.yaml";
    private static final int MOST = 999_999;

    /** @param name the stem of the folder's name */
    public static RunFolder create(Path parent, String name) {
        Path runs = parent.resolve(RUNS);
        try {
            Files.createDirectories(runs);
            for (int number = 1; number <= MOST; number++) {
                Path path = runs.resolve(String.format(Locale.ROOT, "%s-%03d", name, number));
                if (!Files.exists(path) && created(path)) {
                    return new RunFolder(path);
                }
            }
        } catch (FileAlreadyExistsException e) {
            throw new UncheckedIOException(
                    "expected a folder " + runs
                            + " for runs but got a file of that name; remove it, or start in another folder",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "expected to make a folder in " + runs + " but got "
                            + e.getClass().getSimpleName() + " for " + e.getMessage()
                            + "; start in a folder that can be written to",
                    e);
        }
        throw new IllegalArgumentException(
                "expected fewer than " + MOST + " runs called " + name + " in " + runs + "; remove some");
    }

    private static boolean created(Path path) throws IOException {
        try {
            Files.createDirectory(path);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    /** Removes the folder again where not even one epoch was recorded, so that a run that could not start leaves nothing behind. */
    public void discardUnlessBegun() {
        try {
            boolean isBegun = Files.exists(model())
                    || Files.exists(history()) && Files.readAllLines(history()).size() > 1;
            if (!isBegun) {
                for (Path file : List.of(spec(), test(), history(), path)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("expected to remove " + path + " but got " + e + "; remove it by hand", e);
        }
    }

    /** What a run of this spec is called: after its file, or after the run that wrote it. */
    public static String nameFor(Path spec) {
        Path file = spec.toAbsolutePath().normalize();
        String name = String.valueOf(file.getFileName());
        if (name.equals(SPEC)) {
            String folder = Optional.ofNullable(file.getParent())
                    .map(Path::getFileName)
                    .map(Path::toString)
                    .orElse("run");
            return folder.replaceAll("-\\d+$", "");
        }
        return name.replaceAll("(?i)\\.(gz)$", "").replaceAll("(?i)\\.(yaml|yml|csv|tsv|txt|data)$", "");
    }

    public Path model() {
        return path.resolve("model.safetensors");
    }

    public Path spec() {
        return path.resolve(SPEC);
    }

    public Path history() {
        return path.resolve("history.csv");
    }

    public Path report() {
        return path.resolve(Report.FILE);
    }

    /** The held-out rows as they were in the data. */
    public Path test() {
        return path.resolve("test.csv");
    }
}
