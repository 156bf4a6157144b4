package dev.hebb.model;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import org.junit.jupiter.api.function.Executable;

/** What every refusal of bad input has in common: one sentence that says what was expected, what came, and the particulars. */
public final class Refused {
    private static final Pattern SENTENCE = Pattern.compile("expected .+ but .+");

    /** A value that is missing in a text; the backend called so stands in a list. */
    private static final Pattern NULL = Pattern.compile("\\bnull\\b(?!,)");

    private Refused() {}

    /** @param parts that the message must have: the values, the place, what to do */
    public static <T extends RuntimeException> T by(Class<T> type, Executable call, String... parts) {
        T refusal = assertThrows(type, call);
        String message = String.valueOf(refusal.getMessage());
        assertTrue(SENTENCE.matcher(message).matches(), message);
        assertFalse(NULL.matcher(message).find(), message);
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "expected '" + part + "' in: " + message);
        }
        return refusal;
    }
}
