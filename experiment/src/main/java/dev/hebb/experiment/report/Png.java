package dev.hebb.experiment.report;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures as PNG files of at most {@value #MOST_COLORS} colours: half as large as with all colours, and no different to look at. */
final class Png {
    private static final int MOST_COLORS = 256;
    private static final int RGB = 0xFFFFFF;

    private Png() {}

    static byte[] of(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(indexed(image), "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException("expected to write a picture to memory but got " + e, e);
        }
        return bytes.toByteArray();
    }

    /** The same picture in its most frequent colours, each other one replaced by the nearest of them. */
    private static BufferedImage indexed(BufferedImage image) {
        int width = image.getWidth();
        int[] pixels = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
        Map<Integer, Integer> counts = counts(pixels);
        int[] palette = mostFrequent(counts);
        Map<Integer, Integer> places = new HashMap<>();
        counts.keySet().forEach(color -> places.put(color, nearest(palette, color)));
        IndexColorModel colors = new IndexColorModel(8, palette.length, palette, 0, false, -1, 0);
        BufferedImage indexed = new BufferedImage(width, image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, colors);
        int[] samples = new int[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            boolean isAsBefore = i > 0 && pixels[i] == pixels[i - 1];
            samples[i] = isAsBefore ? samples[i - 1] : places.getOrDefault(pixels[i] & RGB, 0);
        }
        indexed.getRaster().setSamples(0, 0, width, image.getHeight(), 0, samples);
        return indexed;
    }

    /** How many pixels have each colour; most have that of the one before. */
    private static Map<Integer, Integer> counts(int[] pixels) {
        Map<Integer, Integer> counts = new HashMap<>();
        int from = 0;
        for (int i = 1; i <= pixels.length; i++) {
            if (i == pixels.length || pixels[i] != pixels[from]) {
                counts.merge(pixels[from] & RGB, i - from, Integer::sum);
                from = i;
            }
        }
        return counts;
    }

    private static int[] mostFrequent(Map<Integer, Integer> counts) {
        List<Map.Entry<Integer, Integer>> entries = new ArrayList<>(counts.entrySet());
        entries.sort(Map.Entry.<Integer, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())));
        return entries.stream().limit(MOST_COLORS).mapToInt(Map.Entry::getKey).toArray();
    }

    private static int nearest(int[] palette, int color) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < palette.length && least > 0; i++) {
            int distance = 0;
            for (int shift = 0; shift <= 16; shift += 8) {
                int apart = (palette[i] >> shift & 0xFF) - (color >> shift & 0xFF);
                distance += apart * apart;
            }
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return best;
    }
}
