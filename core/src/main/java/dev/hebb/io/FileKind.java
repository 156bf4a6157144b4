package dev.hebb.io;

import java.util.Arrays;
import java.util.HexFormat;

/** Says in words what a file seems to be that is not a model file, from its first bytes. */
enum FileKind {
    PICTURE_PNG("a PNG picture", "89504e47"),
    PICTURE_JPEG("a JPEG picture", "ffd8ff"),
    HDF5("an HDF5 file, such as old Keras models", "894844460d0a1a0a"),
    ZIP("a ZIP archive, such as PyTorch and Keras models", "504b0304"),
    GZIP("a gzip file", "1f8b"),
    PICKLE("a Python pickle", "80"),
    GGUF("a GGUF file", "47475546"),
    JSON("a JSON text", "7b");

    private static final String SMALL_LENGTH = "0000000000";

    private final String words;
    private final String start;

    FileKind(String words, String start) {
        this.words = words;
        this.start = start;
    }

    static String of(byte[] start) {
        String hex = HexFormat.of().formatHex(start);
        if (hex.startsWith(SMALL_LENGTH, 6)) {
            return "a file with a damaged header";
        }
        return Arrays.stream(values())
                .filter(kind -> hex.startsWith(kind.start))
                .map(kind -> "what looks like " + kind.words)
                .findFirst()
                .orElse(isText(start) ? "what looks like a text" : "a file that starts with the bytes " + hex);
    }

    private static boolean isText(byte[] start) {
        for (byte b : start) {
            if (b < ' ' && b != '\n' && b != '\r' && b != '\t') {
                return false;
            }
        }
        return true;
    }
}
