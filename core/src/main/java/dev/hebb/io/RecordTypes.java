package dev.hebb.io;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which records a file may name: those that stand directly in a fixed list of Hebb's packages, by their simple names, and the classes that the caller passed.
 * No other class is loaded, and none is initialized before it has proved to be a record of the wanted interface.
 */
final class RecordTypes {
    private static final Pattern NAME = Pattern.compile("[A-Z][A-Za-z0-9]{0,99}");

    private final List<String> packages;
    private final Map<String, Class<?>> given;

    private RecordTypes(List<String> packages, Map<String, Class<?>> given) {
        this.packages = List.copyOf(packages);
        this.given = new LinkedHashMap<>(given);
    }

    static RecordTypes of(List<String> packages) {
        return new RecordTypes(packages, Map.of());
    }

    /** @throws IllegalArgumentException for a class that is no record, and two of one simple name */
    RecordTypes with(Collection<? extends Class<?>> classes) {
        Map<String, Class<?>> all = new LinkedHashMap<>(given);
        for (Class<?> type : classes) {
            if (!type.isRecord() || !NAME.matcher(type.getSimpleName()).matches()) {
                throw new IllegalArgumentException("expected a record with a name of letters and digits but got "
                        + type.getName() + "; make it a record");
            }
            Class<?> other = all.putIfAbsent(type.getSimpleName(), type);
            if (other != null && other != type) {
                throw new IllegalArgumentException("expected classes of different simple names but got "
                        + other.getName() + " and " + type.getName() + "; rename one");
            }
        }
        return new RecordTypes(packages, all);
    }

    /** The record {@code name} that implements {@code wanted}. */
    Class<?> find(String name, Class<?> wanted) {
        if (!NAME.matcher(name).matches()) {
            throw unknown(name, wanted);
        }
        for (String in : packages) {
            Optional<Class<?>> found = load(in, name).filter(type -> type.isRecord() && wanted.isAssignableFrom(type));
            if (found.isPresent()) {
                return found.get();
            }
        }
        Class<?> type = given.get(name);
        if (type == null || !wanted.isAssignableFrom(type)) {
            throw unknown(name, wanted);
        }
        return type;
    }

    private static Optional<Class<?>> load(String in, String name) {
        try {
            Class<?> type = Class.forName(in + "." + name, false, RecordTypes.class.getClassLoader());
            return type.getPackageName().equals(in) ? Optional.of(type) : Optional.empty();
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty(); // a LinkageError: the name in other letter case, on file systems that ignore case
        }
    }

    private ModelFileException unknown(String name, Class<?> wanted) {
        List<String> known = new ArrayList<>(given.keySet());
        return new ModelFileException(
                "expected the name of a built-in " + wanted.getSimpleName()
                        + (known.isEmpty() ? "" : " or one of " + known) + " but got '" + SafetensorsHeader.clip(name)
                        + "'",
                "pass your own records of that name to load, or update Hebb");
    }
}
