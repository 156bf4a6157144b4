package dev.hebb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts that change only on purpose: {@code -Dsnapshots.write} writes them anew, for the author to read in the diff. */
public final class Snapshot {
    private static final Path FOLDER = Path.of("src", "test", "resources");

    private Snapshot() {}

    /** Holds {@code text} to the file of this name among the tests' resources. */
    public static void check(String name, String text) {
        Path file = FOLDER.resolve(name);
        try {
            if (System.getProperty("snapshots.write") != null) {
                Files.writeString(file, text);
            }
            assertEquals(
                    Files.readString(file),
                    text,
                    () -> name + " differs; if that is meant, run the test with -Dsnapshots.write");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
