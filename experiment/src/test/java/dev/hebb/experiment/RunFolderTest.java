package dev.hebb.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    @TempDir
    Path folder;

    @Test
    void runsThatStartTogetherGetFoldersOfTheirOwn() {
        Set<Path> made = IntStream.range(0, 64)
                .parallel()
                .mapToObj(i -> RunFolder.create(folder, "a").path())
                .collect(Collectors.toSet());
        assertEquals(64, made.size());
        assertTrue(Files.isDirectory(folder.resolve("runs/a-064")));
    }

    @Test
    void aRunIsCalledAfterItsSpecOrAfterTheRunThatWroteIt() {
        assertEquals("digits", RunFolder.nameFor(Path.of("examples/digits.yaml")));
        assertEquals("digits.v2", RunFolder.nameFor(Path.of("digits.v2.yml")));
        assertEquals("digits", RunFolder.nameFor(Path.of("runs/digits-012/spec.yaml")));
    }
}
