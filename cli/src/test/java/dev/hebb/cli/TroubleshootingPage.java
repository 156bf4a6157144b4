package dev.hebb.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The messages of docs/troubleshooting.md. */
final class TroubleshootingPage {
    /** The section whose messages {@link CpuTroubleshootingTest} brings about. */
    static final String CPU = "The cpu backend";

    private static final Path FILE = Path.of("../docs/troubleshooting.md");
    private static final String ANYTHING = "…";
    private static final String HEADING = "## ";
    private static final String ENTRY = "- `";

    private TroubleshootingPage() {}

    /** A message under a heading. */
    record Entry(String section, String text, Pattern pattern) {
        static Entry of(String section, String text) {
            return new Entry(
                    section,
                    text,
                    Pattern.compile(Arrays.stream(text.split(ANYTHING, -1))
                            .map(Pattern::quote)
                            .collect(Collectors.joining(".*"))));
        }

        boolean matches(String message) {
            return pattern.matcher(message).matches();
        }
    }

    static List<Entry> read() throws IOException {
        List<Entry> entries = new ArrayList<>();
        String section = "";
        for (String line : Files.readAllLines(FILE)) {
            if (line.startsWith(HEADING)) {
                section = line.substring(HEADING.length());
            } else if (line.startsWith(ENTRY)) {
                entries.add(Entry.of(section, line.substring(ENTRY.length(), line.length() - 1)));
            }
        }
        return entries;
    }

    /** Each of these entries is printed, unless it begins with one of {@code notTried}; and all that is printed is somewhere on the page. */
    static void assertPrinted(Predicate<Entry> those, List<String> notTried, List<String> printed) throws IOException {
        List<Entry> page = read();
        for (Entry entry : page.stream().filter(those).toList()) {
            assertEquals(
                    notTried.stream().noneMatch(entry.text()::startsWith),
                    printed.stream().anyMatch(entry::matches),
                    () -> "on the page: " + entry.text() + "\nprinted:\n" + String.join("\n", printed));
        }
        List<String> unknown = printed.stream()
                .filter(message -> page.stream().noneMatch(entry -> entry.matches(message)))
                .toList();
        assertEquals(List.of(), unknown, "not on the page");
    }
}
