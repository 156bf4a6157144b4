package dev.hebb.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Small tables, images and specs, good and bad, in a folder. */
record Samples(Path folder) {
    static final String HEADER = "x,y,colour,kind";
    static final int ROWS = 40;
    static final int IMAGES = 60;
    private static final int IMAGE_MAGIC = 0x803;
    private static final int LABEL_MAGIC = 0x801;

    /** The lines of a good table: two numbers, a colour, a class. */
    static List<String> rows() {
        Random random = new Random(1);
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            rows.add(String.format(
                    Locale.ROOT,
                    "%.3f7,%.3f7,%s,%s",
                    random.nextGaussian() + row % 3,
                    random.nextGaussian(),
                    row % 2 == 0 ? "blue" : "red",
                    row % 3 == 0 ? "b" : "a"));
        }
        return rows;
    }

    /** A good table and specs of a classification, a regression, and images. */
    static Samples write(Path folder) throws IOException {
        Samples samples = new Samples(folder);
        samples.table("good.csv", rows());
        samples.text("good.yaml", """
                hebb: 1
                task: classification
                data: {file: good.csv, target: kind}
                training: {epochs: 2}
                """);
        samples.text("numbers.yaml", """
                hebb: 1
                task: regression
                data: {file: good.csv, target: y, drop: [kind]}
                training: {epochs: 2}
                """);
        samples.text("images.yaml", """
                hebb: 1
                task: classification
                data: {idx: {train: [images, labels]}}
                preprocess: {pixels: {divide: 255}}
                model: [flatten]
                training: {epochs: 2}
                """);
        samples.images("images", IMAGES, 4);
        samples.labels("labels", IMAGES);
        return samples;
    }

    void text(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    void bytes(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
    }

    byte[] read(String name) {
        try {
            return Files.readAllBytes(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void table(String name, List<String> rows) throws IOException {
        text(name, HEADER + "\n" + String.join("\n", rows) + "\n");
    }

    /** The good table with one more row. */
    void tableWith(String name, String row) throws IOException {
        List<String> rows = new ArrayList<>(rows());
        rows.add(row);
        table(name, rows);
    }

    void images(String name, int count, int side) throws IOException {
        bytes(name, idx(IMAGE_MAGIC, count, side));
    }

    static byte[] idx(int magic, int count, int side) {
        byte[] pixels = new byte[count * side * side];
        new Random(2).nextBytes(pixels);
        return ByteBuffer.allocate(16 + pixels.length)
                .putInt(magic)
                .putInt(count)
                .putInt(side)
                .putInt(side)
                .put(pixels)
                .array();
    }

    void labels(String name, int count) throws IOException {
        ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(LABEL_MAGIC).putInt(count);
        for (int i = 0; i < count; i++) {
            labels.put((byte) (i % 3));
        }
        bytes(name, labels.array());
    }

    /** A few bytes that unpack to very many. */
    void bomb(String name, byte[] first, int mebibytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(first);
            byte[] ones = new byte[1 << 20];
            Arrays.fill(ones, (byte) '1');
            for (int i = 0; i < mebibytes; i++) {
                out.write(ones);
            }
        }
        bytes(name, packed.toByteArray());
    }

    static byte[] packed(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    static byte[] packed(String text) {
        return packed(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Every file and folder below the folder. */
    TreeSet<String> tree() {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.map(path -> folder.relativize(path).toString()).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
