package dev.hebb.experiment.report;

import java.awt.AWTError;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * The pictures of a report, and why some are left out: a machine without fonts or graphics libraries cannot draw, which is no reason to lose a training run.
 *
 * @param pictures by their file names
 * @param notices one sentence for each reason
 */
record Gallery(Map<String, Picture> pictures, List<String> notices) {
    static Gallery of(List<Drawing> drawings) {
        Map<String, Picture> pictures = new LinkedHashMap<>();
        Map<String, List<String>> missing = new LinkedHashMap<>();
        for (Drawing drawing : drawings) {
            try {
                BufferedImage image = drawing.image().get();
                pictures.put(drawing.fileName(), picture(drawing, image));
            } catch (LinkageError | AWTError | InternalError | RuntimeException e) {
                missing.computeIfAbsent(String.valueOf(e), reason -> new ArrayList<>())
                        .add(drawing.fileName());
            }
        }
        List<String> notices = new ArrayList<>();
        missing.forEach(
                (reason, files) -> notices.add(
                        String.join(", ", files) + " could not be drawn on this machine (" + reason
                                + "); the numbers are not affected, and where fonts are missing the package fontconfig helps."));
        return new Gallery(pictures, notices);
    }

    private static Picture picture(Drawing drawing, BufferedImage image) {
        return new Picture(
                drawing.fileName(),
                drawing.description(),
                image.getWidth() / ChartStyle.SCALE,
                image.getHeight() / ChartStyle.SCALE,
                png(image));
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException("expected to write a picture to memory but got " + e, e);
        }
        return bytes.toByteArray();
    }

    Optional<Picture> get(String fileName) {
        return Optional.ofNullable(pictures.get(fileName));
    }
}
