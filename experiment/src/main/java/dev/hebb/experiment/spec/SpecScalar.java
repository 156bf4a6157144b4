package dev.hebb.experiment.spec;

import java.util.Map;
import java.util.Set;

/**
 * A single word or text.
 *
 * @param isQuoted whether it stood in quotes, which makes it a text in any case
 */
record SpecScalar(Place place, String value, boolean isQuoted) implements SpecNode {
    private static final Set<String> NOTHING = Set.of("", "~", "null");

    private boolean isNothing() {
        return !isQuoted && NOTHING.contains(value);
    }

    @Override
    public String describe() {
        if (isNothing()) {
            return "nothing";
        }
        return "'" + Names.brief(value) + "'";
    }

    @Override
    public String text() {
        if (value.isEmpty() && !isQuoted) {
            throw wrong("a text", "write \"\" for an empty one");
        }
        return value;
    }

    @Override
    public double number() {
        try {
            double number = Double.parseDouble(value);
            if (!isQuoted && Double.isFinite(number) && Character.digit(value.charAt(value.length() - 1), 10) >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong("a number", "");
        }
        throw wrong("a finite number", isQuoted ? "take the quotes away" : "");
    }

    @Override
    public long whole() {
        try {
            if (!isQuoted) {
                return Long.parseLong(value);
            }
        } catch (NumberFormatException e) {
            throw wrong("a whole number", "");
        }
        throw wrong("a whole number", "take the quotes away");
    }

    @Override
    public boolean flag() {
        if (!isQuoted && value.equals("true")) {
            return true;
        }
        if (!isQuoted && value.equals("false")) {
            return false;
        }
        throw wrong("true or false", "");
    }

    @Override
    public Fields fields(Section section) {
        if (isNothing()) {
            return new Fields(new SpecMap(place, Map.of()), section);
        }
        return SpecNode.super.fields(section);
    }

    @Override
    public Choice choice(String what) {
        if (isNothing()) {
            return SpecNode.super.choice(what);
        }
        return Choice.of(this);
    }
}
