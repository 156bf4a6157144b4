package dev.hebb.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Standard output that remembers why it takes no more, which print streams and writers forget. */
final class Output extends OutputStream {
    private static final String READER_ENDED = "Broken pipe";

    private final OutputStream to;
    private Optional<IOException> fault = Optional.empty();

    Output(OutputStream to) {
        this.to = to;
    }

    static Output ofProcess() {
        return new Output(new FileOutputStream(FileDescriptor.out));
    }

    /** What went wrong first; empty while all went well. */
    Optional<IOException> fault() {
        return fault;
    }

    /** Whether nobody reads any more, as after {@code | head}. */
    static boolean isReaderGone(IOException fault) {
        return READER_ENDED.equals(fault.getMessage());
    }

    private interface Writing {
        void write() throws IOException;
    }

    private void remember(Writing writing) throws IOException {
        try {
            writing.write();
        } catch (IOException e) {
            if (fault.isEmpty()) {
                fault = Optional.of(e);
            }
            throw e;
        }
    }

    @Override
    public void write(int b) throws IOException {
        remember(() -> to.write(b));
    }

    @Override
    public void write(byte[] from, int at, int count) throws IOException {
        remember(() -> to.write(from, at, count));
    }

    @Override
    public void flush() throws IOException {
        remember(to::flush);
    }
}
