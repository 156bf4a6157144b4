package dev.hebb.experiment.spec;

/**
 * A key of a section.
 *
 * @param isRequired whether it has no default
 * @param sample the default as a spec would write it, or what it follows from; of a required key, an example
 * @param description one line for people
 */
record Key(String name, Kind kind, boolean isRequired, String sample, String description) {
    static Key required(String name, Kind kind, String example, String description) {
        return new Key(name, kind, true, example, description);
    }

    static Key of(String name, Kind kind, String byDefault, String description) {
        return new Key(name, kind, false, byDefault, description);
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
