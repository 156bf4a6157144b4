package dev.hebb.experiment.report;

import dev.hebb.io.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the report of a run: {@value #FILE}, which holds everything, and its pictures beside it as PNG files.
 *
 * <p>Each file is written whole or not at all. Where the machine cannot draw, the report comes without pictures and says so. Nothing here needs a screen; a
 * program that is started on a desktop sets {@code java.awt.headless} to keep its icon off the dock.
 */
public final class Report {
    public static final String FILE = "report.html";

    private Report() {}

    /**
     * Writes all files.
     *
     * @param folder exists
     * @return why pictures are missing, one sentence each; empty where none is
     * @throws dev.hebb.io.ModelFileException for a folder that cannot be written to
     */
    public static List<String> write(RunSummary run, Path folder) {
        return write(run, folder, drawings(run));
    }

    static List<String> write(RunSummary run, Path folder, List<Drawing> drawings) {
        Gallery gallery = Gallery.of(drawings);
        for (Picture picture : gallery.pictures().values()) {
            write(folder.resolve(picture.fileName()), picture.png());
        }
        String page = Page.of(run.withNotices(gallery.notices()), gallery);
        write(folder.resolve(FILE), page.getBytes(StandardCharsets.UTF_8));
        return gallery.notices();
    }

    /** All pictures of a run. */
    static List<Drawing> drawings(RunSummary run) {
        List<Drawing> drawings = new ArrayList<>();
        LearningCurve.of(run.history()).ifPresent(drawings::add);
        if (run.outcome().predictions() instanceof ClassPredictions classes) {
            drawings.addAll(ClassPictures.of(classes));
        } else if (run.outcome().predictions() instanceof TargetPredictions targets) {
            drawings.addAll(TargetPictures.of(targets));
        }
        return drawings;
    }

    private static void write(Path file, byte[] bytes) {
        AtomicFile.write(file, channel -> writeAll(channel, bytes), written -> {});
    }

    private static void writeAll(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            channel.write(left);
        }
    }
}
