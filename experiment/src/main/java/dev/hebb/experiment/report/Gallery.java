package dev.hebb.experiment.report;

import java.awt.AWTError;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
                Png.of(image));
    }

    Optional<Picture> get(String fileName) {
        return Optional.ofNullable(pictures.get(fileName));
    }
}
