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

    /** The first of some texts, and how many more there are. */
    static String list(List<String> texts) {
        List<String> first = texts.stream().limit(NAMES).map(TextClip::name).toList();
        return texts.size() <= NAMES ? first.toString() : first + " and " + (texts.size() - NAMES) + " more";
    }

    /** What to throw for a column that is not there. */
    static DataException unknownColumn(List<String> known, String name) {
        return new DataException("expected one of the columns " + list(known) + " but got '" + name(name) + "'");
    }
}
