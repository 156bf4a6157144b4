package dev.hebb.experiment.spec;

/**
 * A key of a section.
 *
 * @param sample as {@code presence} says
 * @param description one line for people
 */
record Key(String name, Kind kind, Presence presence, String sample, String description) {
    /** What there is when a key is left out. */
    enum Presence {
        /** An error; {@code sample} is an example. */
        REQUIRED,
        /** A constant; {@code sample} is it, as a spec would write it. */
        DEFAULT,
        /** What other keys ask for; {@code sample} says what that is, in words. */
        FOLLOWS,
        /** What the form of the section says; {@code sample} is an example. */
        FORM
    }

    static Key required(String name, Kind kind, String example, String description) {
        return new Key(name, kind, Presence.REQUIRED, example, description);
    }

    static Key of(String name, Kind kind, String byDefault, String description) {
        return new Key(name, kind, Presence.DEFAULT, byDefault, description);
    }

    /** @param otherwise what holds where it is left out, in words */
    static Key follows(String name, Kind kind, String otherwise, String description) {
        return new Key(name, kind, Presence.FOLLOWS, otherwise, description);
    }

    /** A key that a form of the section needs. */
    static Key form(String name, Kind kind, String example, String description) {
        return new Key(name, kind, Presence.FORM, example, description);
    }

    /** A number with a default. */
    static Key of(String name, Range range, double byDefault, String description) {
        return of(name, new Kind.Real(range), Decimal.text(byDefault), description);
    }

    /** A whole number of 1 or more with a default. */
    static Key count(String name, int byDefault, String description) {
        return of(name, Kind.Whole.COUNT, Integer.toString(byDefault), description);
    }

    static Key flag(String name, boolean byDefault, String description) {
        return of(name, new Kind.Flag(), Boolean.toString(byDefault), description);
    }

    /** A constant of an enum with a default. */
    static <E extends Enum<E>> Key word(String name, String what, Class<E> type, E byDefault, String description) {
        return of(name, Kind.Word.of(what, type), Words.of(byDefault), description);
    }

    /** A section whose keys all have defaults. */
    static Key of(String name, Section section) {
        return of(name, new Kind.Sub(section), "{}", section.description());
    }
}
