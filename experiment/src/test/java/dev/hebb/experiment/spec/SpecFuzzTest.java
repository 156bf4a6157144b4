package dev.hebb.experiment.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.data.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a spec holds, reading it gives a spec or one sentence, soon. */
class SpecFuzzTest {
    private static final long SEED = Long.getLong("tests.seed", 20261121);
    private static final int MUTATIONS = 1000;
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final List<String> VALUES = List.of(
            "",
            "~",
            "null",
            "-1",
            "0",
            "1e999",
            "NaN",
            ".inf",
            "99999999999999999999",
            "true",
            "[]",
            "{}",
            "[[]]",
            "{a: b}",
            "*a",
            "&a",
            "!!java.net.URL [\"http://localhost\"]",
            "!x",
            "<<: {}",
            "? {}",
            "|",
            ">",
            "'",
            "\"\\u0000\"",
            "${",
            "${x",
            "${x:-}",
            "$${",
            "\u0000",
            "\uD800",
            "\t",
            "---",
            "...",
            "#",
            "%TAG",
            "@",
            "`");

    @TempDir
    Path folder;

    @BeforeEach
    void makeFiles() throws IOException {
        SpecExamples.makeFiles(folder);
    }

    private boolean reads(byte[] spec) throws IOException {
        Path file = Files.write(folder.resolve("s.yaml"), spec);
        try {
            TrainSpec read = SpecReader.read(file, List.of());
            assertEquals(read, SpecExamples.read(SpecText.of(read, List.of()), folder));
            return true;
        } catch (SpecException | DataException e) {
            String message = String.valueOf(e.getMessage());
            requireSentence(message);
            return false;
        }
    }

    private static void requireSentence(String message) {
        assertTrue(message.startsWith("expected"), message);
        assertTrue(message.length() < 1000, message);
        assertEquals(1, message.lines().count(), message);
    }

    @Test
    void aMutatedSpecIsReadOrRefusedInASentence() {
        Random random = new Random(SEED);
        int read = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] spec = SpecExamples.ALL
                    .get(random.nextInt(SpecExamples.ALL.size()))
                    .getBytes(StandardCharsets.UTF_8);
            for (int times = random.nextInt(3); times >= 0; times--) {
                spec = mutate(spec, random);
            }
            byte[] mutated = spec;
            int number = i;
            boolean isRead = assertTimeoutPreemptively(
                    SOON,
                    () -> reads(mutated),
                    () -> "mutation " + number + " of seed " + SEED + ":\n"
                            + new String(mutated, StandardCharsets.UTF_8));
            read += isRead ? 1 : 0;
        }
        int count = read;
        assertTrue(read > MUTATIONS / 20 && read < MUTATIONS * 19 / 20, () -> count + " of " + MUTATIONS + " are read");
    }

    private static byte[] mutate(byte[] spec, Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> bytes(spec, random);
            case 1 -> lines(spec, random, true);
            case 2 -> lines(spec, random, false);
            case 3 -> indent(spec, random);
            default -> value(spec, random);
        };
    }

    private static byte[] bytes(byte[] spec, Random random) {
        byte[] bytes = spec.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static byte[] lines(byte[] spec, Random random, boolean isDeleted) {
        List<String> lines =
                new ArrayList<>(new String(spec, StandardCharsets.UTF_8).lines().toList());
        int at = random.nextInt(lines.size());
        if (isDeleted && lines.size() > 1) {
            lines.remove(at);
        } else {
            lines.add(random.nextInt(lines.size()), lines.get(at));
        }
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] indent(byte[] spec, Random random) {
        List<String> lines =
                new ArrayList<>(new String(spec, StandardCharsets.UTF_8).lines().toList());
        int at = random.nextInt(lines.size());
        lines.set(
                at, random.nextBoolean() ? "  " + lines.get(at) : lines.get(at).strip());
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Another value in the place of a word. */
    private static byte[] value(byte[] spec, Random random) {
        String text = new String(spec, StandardCharsets.UTF_8);
        int from = random.nextInt(text.length());
        int to = from;
        while (to < text.length() && " ,:{}[]\n".indexOf(text.charAt(to)) < 0) {
            to++;
        }
        return (text.substring(0, from) + VALUES.get(random.nextInt(VALUES.size())) + text.substring(to))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String nestedAliases() {
        StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++) {
            text.append("a").append(i).append(": &a").append(i).append(" [");
            text.append(("*a" + (i - 1) + ", ").repeat(9)).append("x]\n");
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aliases",
                "itself",
                "lists",
                "mappings",
                "blocks",
                "long key",
                "long text",
                "many keys",
                "digits",
                "merge"
            })
    void aBombIsRefused(String kind) {
        int many = 100_000;
        String bomb = switch (kind) {
            case "aliases" -> nestedAliases();
            case "itself" -> "hebb: &a [*a]\n";
            case "lists" -> "hebb: " + "[".repeat(many) + "]".repeat(many) + "\n";
            case "mappings" -> "hebb: " + "{a: ".repeat(many) + "}".repeat(many) + "\n";
            case "blocks" -> "- ".repeat(many) + "a\n";
            case "long key" -> "k".repeat(many) + ": 1\n";
            case "long text" -> "hebb: " + "1".repeat(YamlText.LARGEST - 10) + "\n";
            case "many keys" -> "hebb: 1\n" + manyKeys(many);
            case "digits" -> SpecExamples.CARS.replace("hebb: 1", "hebb: 1\nseed: " + "9".repeat(many));
            default -> "a: &a {hebb: 1}\nb: {<<: *a}\n";
        };
        SpecException refused = assertTimeoutPreemptively(
                SOON, () -> assertThrows(SpecException.class, () -> SpecExamples.read(bomb, folder)));
        requireSentence(String.valueOf(refused.getMessage()));
    }

    private static String manyKeys(int many) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < many; i++) {
            text.append("key").append(i).append(": 1\n");
        }
        return text.toString();
    }
}
