package dev.hebb.experiment.report;

import java.awt.image.BufferedImage;
import java.util.function.Supplier;

/**
 * A picture that is yet to be drawn.
 *
 * @param description what it shows, for those who cannot see it
 */
record Drawing(String fileName, String description, Supplier<BufferedImage> image) {}
