package dev.hebb.cli;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Changes files as accidents do: bytes flipped, cut off, lines and fields in the wrong place, other encodings, odd texts. */
final class Mutation {
    private static final List<String> ODD = List.of(
            "1e999",
            "-1e308",
            "1e-320",
            "NaN",
            "-inf",
            "99999999999999999999",
            "1,5",
            "\"",
            "\"\"",
            "\0",
            ",,,,",
            ";",
            "\t",
            "\uFEFF",
            "\u00e9\u4e2d\ud83d\ude00",
            "\r",
            "\n\n",
            "2024-02-30",
            "9999-12-31",
            "~",
            "null",
            "!!java.lang.Object",
            "*a",
            "&a",
            "${HOME}",
            "${",
            "[[[[",
            "}",
            "#",
            "-1",
            "0",
            "NA",
            "?",
            " ",
            "");
    private static final List<Charset> CHARSETS =
            List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.ISO_8859_1);
    private static final int LONG_FIELD = 100_000;

    private final Random random;

    Mutation(Random random) {
        this.random = random;
    }

    /** A change of a text file, or two. */
    byte[] ofText(byte[] bytes) {
        byte[] changed = bytes;
        for (int i = random.nextInt(4) / 3; i >= 0; i--) {
            changed = random.nextInt(4) == 0 ? ofBytes(changed) : ofLines(changed);
        }
        return changed;
    }

    /** One change of a file of any kind. */
    byte[] ofBytes(byte[] bytes) {
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt(256)};
        }
        byte[] changed = bytes.clone();
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(5)) {
            case 0 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 1 -> {
                return Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(20));
            }
            case 2 -> {
                return Samples.packed(bytes);
            }
            case 3 -> random.nextBytes(changed);
            default -> {
                for (int i = random.nextInt(5); i >= 0; i--) {
                    changed[random.nextInt(Math.min(changed.length, 1 << random.nextInt(4, 20)))] ^=
                            (byte) (1 << random.nextInt(8));
                }
            }
        }
        return changed;
    }

    private byte[] ofLines(byte[] bytes) {
        List<String> lines = new ArrayList<>(
                new String(bytes, StandardCharsets.UTF_8).lines().toList());
        if (lines.isEmpty()) {
            return ODD.get(random.nextInt(ODD.size())).getBytes(StandardCharsets.UTF_8);
        }
        int at = random.nextInt(random.nextBoolean() ? lines.size() : Math.min(2, lines.size()));
        switch (random.nextInt(7)) {
            case 0 -> lines.add(at, lines.get(at));
            case 1 -> lines.remove(at);
            case 2 -> Collections.swap(lines, at, random.nextInt(lines.size()));
            case 3 -> lines.set(at, swapped(lines.get(at)));
            case 4 -> {
                return String.join("\n", lines).getBytes(CHARSETS.get(random.nextInt(CHARSETS.size())));
            }
            default -> lines.set(at, replaced(lines.get(at)));
        }
        return String.join(random.nextInt(8) == 0 ? "\r" : "\n", lines).getBytes(StandardCharsets.UTF_8);
    }

    private String swapped(String line) {
        List<String> fields = Arrays.asList(line.split("(?<=[,:])", -1));
        Collections.swap(fields, random.nextInt(fields.size()), random.nextInt(fields.size()));
        return String.join("", fields);
    }

    private String replaced(String line) {
        String odd = random.nextInt(30) == 0 ? "x".repeat(LONG_FIELD) : ODD.get(random.nextInt(ODD.size()));
        String[] fields = line.split("(?<=[,: ])|(?=[,: }])", -1);
        int at = random.nextInt(fields.length);
        fields[at] = random.nextBoolean() ? odd : fields[at] + odd;
        return String.join("", fields);
    }
}
