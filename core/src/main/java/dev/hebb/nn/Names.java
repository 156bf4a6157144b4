package dev.hebb.nn;

import java.util.regex.Pattern;

/** What may stand in messages, paths ({@code dense_1/kernel}) and files as a name. */
final class Names {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

    private Names() {}

    /** @param what with its article, {@code a layer name} */
    static void require(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("expected " + what
                    + " of 1 to 64 letters, digits, '_', '.' and '-' that starts with a letter but got '" + name + "'");
        }
    }
}
