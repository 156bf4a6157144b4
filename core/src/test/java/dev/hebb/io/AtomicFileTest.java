package dev.hebb.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void anOldFile() throws IOException {
        file = folder.resolve("model.safetensors");
        Files.writeString(file, "old");
    }

    private static AtomicFile.Body text(String text) {
        return channel -> channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static final AtomicFile.Check ANYTHING = written -> {};

    private void assertOldFileAlone() throws IOException {
        assertEquals("old", Files.readString(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    private static void assertFails(String messagePart, Runnable action) {
        ModelFileException e = assertThrows(ModelFileException.class, action::run);
        assertTrue(e.getMessage().contains(messagePart), () -> "'" + messagePart + "' not in: " + e.getMessage());
    }

    @Test
    void theNewFileTakesTheOldOnesPlace() throws IOException {
        AtomicFile.write(file, text("new"), written -> {
            assertEquals("new", Files.readString(written));
            assertEquals("old", Files.readString(file));
        });
        assertEquals("new", Files.readString(file));
        AtomicFile.write(folder.resolve("x".repeat(250)), text("long name"), ANYTHING);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(2, files.count());
        }
    }

    @Test
    void everyIoFaultLeavesTheOldFile() throws IOException {
        int operations = new FaultyChannel.Count(file, AtomicFileTest::body).operations();
        assertEquals(5 + 2, operations, "five writes, a sync and a close");
        for (int failing = 0; failing < operations; failing++) {
            int at = failing;
            assertFails(
                    "No space left on device; free space there",
                    () -> AtomicFile.write(
                            file,
                            AtomicFileTest::body,
                            ANYTHING,
                            path -> new FaultyChannel(path, at, () -> new IOException("No space left on device"))));
            assertOldFileAlone();
        }
    }

    private static void body(FileChannel channel) throws IOException {
        for (int i = 0; i < 5; i++) {
            channel.write(ByteBuffer.wrap(new byte[100]), 100L * i);
        }
    }

    @Test
    void aFullDeviceIsReportedByItsName() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full), "needs Linux' /dev/full");
        assertFails(
                "No space left on device",
                () -> AtomicFile.write(file, text("new"), ANYTHING, path -> {
                    Files.createFile(path);
                    return FileChannel.open(full, StandardOpenOption.WRITE);
                }));
        assertOldFileAlone();
    }

    @Test
    void exceptionsAndErrorsOfTheCallerLeaveTheOldFile() throws IOException {
        IllegalStateException fault = new IllegalStateException("the arena is closed");
        AtomicFile.Body failing = channel -> {
            channel.write(ByteBuffer.wrap(new byte[10]));
            throw fault;
        };
        assertEquals(fault, assertThrows(IllegalStateException.class, () -> AtomicFile.write(file, failing, ANYTHING)));
        assertOldFileAlone();
        AtomicFile.Body outOfMemory = channel -> {
            throw new OutOfMemoryError("test");
        };
        assertThrows(OutOfMemoryError.class, () -> AtomicFile.write(file, outOfMemory, ANYTHING));
        assertOldFileAlone();
        assertFails(
                "not as it was in " + file,
                () -> AtomicFile.write(file, text("new"), written -> {
                    throw new ModelFileException("not as it was", "");
                }));
        assertOldFileAlone();
    }

    @Test
    void anInterruptLeavesTheOldFileAndStaysSet() throws IOException {
        Thread.currentThread().interrupt();
        try {
            assertFails("interrupted", () -> AtomicFile.write(file, text("new"), ANYTHING));
        } finally {
            assertTrue(Thread.interrupted());
        }
        assertOldFileAlone();
        assertFails(
                "interrupted",
                () -> AtomicFile.write(file, text("new"), written -> {
                    throw new ClosedByInterruptException();
                }));
        assertOldFileAlone();
    }

    @Test
    void anInterruptBehindTheCheckLetsTheWriteEnd() throws IOException {
        AtomicFile.write(file, text("new"), written -> Thread.currentThread().interrupt());
        assertTrue(Thread.interrupted());
        assertEquals("new", Files.readString(file));
    }

    @Test
    void aVanishedTemporaryFileIsAFault() throws IOException {
        assertFails("could not write " + file, () -> AtomicFile.write(file, text("new"), Files::delete));
        assertOldFileAlone();
    }

    @Test
    void placesThatCannotHoldAFileAreNamed() throws IOException {
        assertFails("got a directory", () -> AtomicFile.write(folder, text("new"), ANYTHING));
        assertFails("does not exist", () -> AtomicFile.write(folder.resolve("no/such/file"), text("new"), ANYTHING));
        assertFails("does not exist", () -> AtomicFile.write(file.resolve("under-a-file"), text("new"), ANYTHING));
        assertFails("got a directory", () -> AtomicFile.write(Path.of("/"), text("new"), ANYTHING));
        if (Files.exists(Path.of("/dev/null"))) {
            assertFails("device or pipe", () -> AtomicFile.write(Path.of("/dev/null"), text("new"), ANYTHING));
        }
        assertOldFileAlone();
    }

    @Test
    void readOnlyFilesAndFoldersAreRefused() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        assumeTrue(!Files.isWritable(file), "root may write everywhere");
        assertFails("read-only", () -> AtomicFile.write(file, text("new"), ANYTHING));
        assertOldFileAlone();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assertFails("could not write", () -> AtomicFile.write(file, text("new"), ANYTHING));
            assertOldFileAlone();
        } finally {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void permissionsAndSymbolicLinksStay() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("model.safetensors"));
        AtomicFile.write(
                link,
                text("new"),
                written -> assertEquals(
                        "rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(written))));
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(file));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), Path.of("later"));
        AtomicFile.write(dangling, text("later"), ANYTHING);
        assertEquals("later", Files.readString(folder.resolve("later")));
        Path loop = Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
        assertFails("too many symbolic links", () -> AtomicFile.write(loop, text("new"), ANYTHING));
        assertThrows(NoSuchFileException.class, () -> Files.readString(folder.resolve("nothing")));
    }

    @Test
    void writersOfOneFileAllSucceedAndReadersSeeWholeFiles() throws Exception {
        int writers = 4;
        Files.writeString(file, "a".repeat(10_000));
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(writers + 1);
        try {
            Future<Integer> reader = threads.submit(() -> {
                int reads = 0;
                while (!done.get() || reads == 0) {
                    String text = Files.readString(file);
                    assertEquals(10_000, text.length());
                    assertEquals(1, text.chars().distinct().count());
                    reads++;
                }
                return reads;
            });
            List<Callable<Integer>> writing = IntStream.range(0, writers)
                    .<Callable<Integer>>mapToObj(writer -> () -> {
                        for (int i = 0; i < 25; i++) {
                            AtomicFile.write(
                                    file, text(Character.toString('b' + writer).repeat(10_000)), ANYTHING);
                        }
                        return writer;
                    })
                    .toList();
            for (Future<Integer> finished : threads.invokeAll(writing)) {
                finished.get();
            }
            done.set(true);
            assertTrue(reader.get() > 0);
        } finally {
            threads.shutdownNow();
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }
}
