package dev.hebb.experiment.spec;

import java.util.List;
import java.util.Map;

/**
 * A value of a spec before it is known what it must be. What a plain word means follows from what is asked for, not from how it looks: {@code 1e-4} is a
 * number where a number is wanted, and {@code no} is a name where a name is wanted.
 */
public sealed interface SpecNode permits SpecScalar, SpecList, SpecMap {
    Place place();

    /** What it is, for messages: {@code 'adam'}, {@code a list}. */
    String describe();

    /** The exception for a value that is not {@code expected}; {@code advice} may be empty. */
    default SpecException wrong(String expected, String advice) {
        String toDo = advice.isEmpty() ? "" : "; " + advice;
        return new SpecException("expected " + expected + " but got " + describe() + " at " + place() + toDo);
    }

    /** A text or name. */
    default String text() {
        throw wrong("a text", "");
    }

    /** A finite number. */
    default double number() {
        throw wrong("a number", "");
    }

    /** A whole number. */
    default long whole() {
        throw wrong("a whole number", "");
    }

    default boolean flag() {
        throw wrong("true or false", "");
    }

    /** The elements of a list; anything else is a list of itself. */
    default List<SpecNode> elements() {
        return List.of(this);
    }

    /** The values by key, which are those of a section. */
    default Fields fields(Section section) {
        throw wrong("a mapping with keys of " + section.names(), "");
    }

    /** One of several kinds of things with its settings: {@code flatten}, {@code {dropout: 0.2}}, {@code {dense: {units: 64}}}. */
    default Choice choice(String what) {
        throw wrong(what + ", as a name or as {name: settings}", "");
    }

    /**
     * A name and what stands behind it.
     *
     * @param settings an empty mapping where only the name was given
     */
    record Choice(String name, SpecNode named, SpecNode settings) {
        static Choice of(SpecScalar name) {
            return new Choice(name.text(), name, new SpecMap(name.place(), Map.of()));
        }
    }
}
