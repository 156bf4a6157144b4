package dev.hebb.data;

import java.util.List;

/** Texts of files as messages show them. */
final class TextClip {
    private static final int CHARACTERS = 40;
    private static final int NAMES = 20;

    private TextClip() {}

    static String clip(String text) {
        return text.length() <= CHARACTERS ? text : text.substring(0, CHARACTERS) + "..";
    }

    /** What to throw for a column that is not there. */
    static DataException unknownColumn(List<String> known, String name) {
        List<String> first = known.stream().limit(NAMES).map(TextClip::clip).toList();
        String shown = known.size() <= NAMES ? first.toString() : first + " and " + (known.size() - NAMES) + " more";
        return new DataException("expected one of the columns " + shown + " but got '" + name + "'");
    }
}
