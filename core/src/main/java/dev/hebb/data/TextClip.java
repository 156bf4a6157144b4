package dev.hebb.data;

import java.util.List;

/** Texts of files as messages show them. */
final class TextClip {
    private static final int FIELD_CHARACTERS = 40;
    private static final int NAME_CHARACTERS = 80;
    private static final int NAMES = 20;

    private TextClip() {}

    /** The beginning of a field. */
    static String clip(String text) {
        return clip(text, FIELD_CHARACTERS);
    }

    /** The beginning of a column's name. */
    static String name(String name) {
        return clip(name, NAME_CHARACTERS);
    }

    private static String clip(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "..";
    }

    /** What to throw for a column that is not there. */
    static DataException unknownColumn(List<String> known, String name) {
        List<String> first = known.stream().limit(NAMES).map(TextClip::name).toList();
        String shown = known.size() <= NAMES ? first.toString() : first + " and " + (known.size() - NAMES) + " more";
        return new DataException("expected one of the columns " + shown + " but got '" + name(name) + "'");
    }
}
