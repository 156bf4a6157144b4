package dev.hebb.data;

/** How messages call a column. */
final class Naming {
    private Naming() {}

    /** {@code input} or {@code input 'pixels'}. */
    static String describe(String role, String name) {
        return name.isEmpty() ? role : role + " '" + name + "'";
    }
}
