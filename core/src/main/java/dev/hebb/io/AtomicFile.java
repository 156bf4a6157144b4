package dev.hebb.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.UUID;

/**
 * Writes a file whole or not at all: to a temporary file beside it, synced, checked and renamed. Whatever fails before the rename (a full disk, an
 * interrupt, an exception of the caller's), the old file stays as it is and the temporary file goes.
 *
 * <p>A symbolic link stays and the file it leads to is replaced; the old file's permissions are kept, its owner and hard links are not. Several threads and
 * processes may write one file: the last rename wins, and a reader sees one of the files whole. A process that is killed leaves {@code .hebb-*.tmp} behind.
 */
public final class AtomicFile {
    private static final int MAX_LINKS = 40;

    /** What fills the file. */
    @FunctionalInterface
    public interface Body {
        void write(FileChannel channel) throws IOException;
    }

    /** What looks at the written file before it takes the old one's place; throws where it is not as it should be. */
    @FunctionalInterface
    public interface Check {
        void check(Path written) throws IOException;
    }

    /** What opens the temporary file. */
    @FunctionalInterface
    interface Opener {
        FileChannel open(Path temporary) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Replaces or creates {@code file}.
     *
     * @throws ModelFileException where that is not possible; then the old file is unchanged
     */
    public static void write(Path file, Body body, Check check) {
        write(
                file,
                body,
                check,
                path -> FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /**
     * Replaces or creates a text file in UTF-8.
     *
     * @throws ModelFileException where that is not possible; then the old file is unchanged
     */
    public static void writeText(Path file, String text) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        write(
                file,
                channel -> {
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                },
                written -> {});
    }

    static void write(Path file, Body body, Check check, Opener opener) {
        try {
            Path target = target(file);
            requireReplaceable(target);
            Path temporary = target.resolveSibling(".hebb-" + UUID.randomUUID() + ".tmp");
            try {
                fill(temporary, target, body, opener);
                check.check(temporary);
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
            syncDirectory(target);
        } catch (ModelFileException e) {
            throw e.in(file);
        } catch (ClosedByInterruptException e) {
            throw new ModelFileException(
                    "could not write " + file + ": the thread was interrupted",
                    "the file that was there is unchanged",
                    e);
        } catch (IOException e) {
            throw new ModelFileException(
                    "could not write " + file + ": " + reason(e),
                    "free space there or choose another folder; a file that was there is unchanged",
                    e);
        }
    }

    private static void fill(Path temporary, Path target, Body body, Opener opener) throws IOException {
        try (FileChannel channel = opener.open(temporary)) {
            keepPermissions(target, temporary);
            body.write(channel);
            channel.force(true);
        }
    }

    /** The file at the end of the symbolic links. */
    private static Path target(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MAX_LINKS) {
                throw new FileSystemException(file.toString(), null, "too many symbolic links");
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }

    private static void requireReplaceable(Path target) {
        Path directory = target.getParent();
        if (directory == null || Files.isDirectory(target)) {
            throw new ModelFileException("expected the name of a file but got a directory", "add a file name");
        }
        if (!Files.isDirectory(directory)) {
            throw new ModelFileException("expected the directory " + directory + " but it does not exist", "create it");
        }
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isRegularFile(target)) {
            throw new ModelFileException("expected an ordinary file but got a device or pipe", "choose another name");
        }
        if (!Files.isWritable(target)) {
            throw new ModelFileException(
                    "expected a file that may be written but it is read-only", "choose another name");
        }
    }

    private static void keepPermissions(Path target, Path temporary) throws IOException {
        if (Files.exists(target) && Files.getFileStore(target).supportsFileAttributeView("posix")) {
            Set<PosixFilePermission> old = Files.getPosixFilePermissions(target);
            if (!Files.getPosixFilePermissions(temporary).equals(old)) {
                Files.setPosixFilePermissions(temporary, old);
            }
        }
    }

    /**
     * Makes the rename last. Not every system can open or sync a directory; without it a power loss may bring the old file back, whole. An interrupt that
     * comes this late is kept for the caller, since the file is already in its place.
     */
    private static void syncDirectory(Path target) {
        boolean interrupted = Thread.interrupted();
        try (FileChannel directory = FileChannel.open(directory(target), StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException e) {
            return;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Path directory(Path target) {
        Path directory = target.getParent();
        return directory == null ? target : directory;
    }

    /** What went wrong in words; the JDK gives some faults no text but their type. */
    static String reason(IOException e) {
        String said = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
        String kind = e.getClass().getSimpleName();
        return e.getClass() == IOException.class && said != null ? said : kind + (said == null ? "" : " " + said);
    }
}
