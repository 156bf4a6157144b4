package dev.hebb.experiment.report;

/**
 * A picture of the report.
 *
 * @param fileName ends in {@code .png}
 * @param description what it shows, for those who cannot see it
 * @param width in pixels of the page; the picture has {@link ChartStyle#SCALE} times as many
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Picture(String fileName, String description, int width, int height, byte[] png) {
    Picture {
        png = png.clone();
    }

    @Override
    public byte[] png() {
        return png.clone();
    }
}
