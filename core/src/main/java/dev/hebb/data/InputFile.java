package dev.hebb.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A file of data, compressed with gzip or not, that says in words why it cannot be read. */
final class InputFile {
    /** How many bytes may come out of each one of a compressed file, once there are more than {@link #FREE_BYTES}. */
    static final int MOST_EXPANSION = 200;

    /** Bytes that may come out of any compressed file. */
    static final long FREE_BYTES = 64L << 20;

    private static final int GZIP_MAGIC_0 = 0x1f;
    private static final int GZIP_MAGIC_1 = 0x8b;
    private static final int BUFFER = 1 << 16;

    private final Path path;
    private final String what;
    private final long bytes;
    private final boolean isGzip;

    private InputFile(Path path, String what) throws IOException {
        this.path = path;
        this.what = what;
        this.bytes = Files.size(path);
        try (InputStream in = Files.newInputStream(path)) {
            this.isGzip = in.read() == GZIP_MAGIC_0 && in.read() == GZIP_MAGIC_1;
        }
    }

    /**
     * @param what it is to be, for messages: "table"
     * @throws DataException for what is no file that can be read
     */
    static InputFile of(Path path, String what) {
        if (Files.isDirectory(path)) {
            throw new DataException("expected a " + what + " but " + path + " is a folder; name a file in it");
        } else if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new DataException(
                    "expected a " + what + " but " + path + " is no ordinary file; save it to one first");
        }
        try {
            return new InputFile(path, what);
        } catch (IOException e) {
            throw unreadable(path, what, e);
        }
    }

    private static DataException unreadable(Path path, String what, IOException e) {
        if (e instanceof NoSuchFileException) {
            return new DataException(
                    "expected a " + what + " at " + path + " but there is no such file; check the path", e);
        } else if (e instanceof AccessDeniedException) {
            return new DataException(
                    "expected a " + what + " at " + path + " but it may not be read; change its permissions", e);
        }
        return new DataException("expected a readable " + what + " at " + path + " but got: " + e, e);
    }

    /** What to throw for a fault of reading. */
    DataException unreadable(IOException e) {
        return unreadable(path, what, e);
    }

    /** The last part of the path. */
    String name() {
        return String.valueOf(path.getFileName());
    }

    /** The size on disk. */
    long bytes() {
        return bytes;
    }

    boolean isGzip() {
        return isGzip;
    }

    /**
     * The content, unpacked.
     *
     * @throws DataException here and while it is read, for a compressed file that is cut short, damaged, or grows past {@link #MOST_EXPANSION}
     */
    InputStream open() throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(path), BUFFER);
        if (!isGzip) {
            return raw;
        }
        try {
            return new Unpacked(new GZIPInputStream(raw, BUFFER));
        } catch (IOException e) {
            raw.close();
            throw damaged(e);
        }
    }

    private DataException damaged(IOException e) {
        String got = e instanceof EOFException ? "ends too early" : "is damaged (" + e.getMessage() + ")";
        return new DataException(
                "expected a whole gz file but " + path + " " + got + ", as after a partial download; download it again",
                e);
    }

    private final class Unpacked extends InputStream {
        private final GZIPInputStream in;
        private final long most = Math.max(FREE_BYTES, MOST_EXPANSION * bytes);
        private long done;

        Unpacked(GZIPInputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int count) throws IOException {
            int got;
            try {
                got = in.read(into, from, count);
            } catch (EOFException | ZipException e) {
                throw damaged(e);
            }
            done += Math.max(0, got);
            if (done > most) {
                throw new DataException("expected a gz file that holds at most " + most + " bytes, " + MOST_EXPANSION
                        + " times its size, but " + path + " holds more; unpack it first if that is right");
            }
            return got;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
