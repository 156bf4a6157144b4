package dev.hebb.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every Java snippet of the documentation stands in a source that is compiled and run. */
class GuideTest {
    private static final Path ROOT = Path.of("..");
    private static final List<Path> SOURCES = List.of(Path.of("src/test/java"), Path.of("src/main/java"));
    private static final int LEAST_SNIPPETS = 15;

    @Test
    void everySnippetOfTheGuideIsCompiledAndRun() throws IOException {
        List<String> snippets = snippets(ROOT.resolve("docs/java-guide.md"));
        assertTrue(snippets.size() >= LEAST_SNIPPETS, "snippets: " + snippets.size());
        assertEquals(List.of(), missing(snippets));
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/backends.md"})
    void everySnippetOfAnotherPageIsCompiledAndRun(String page) throws IOException {
        List<String> snippets = snippets(ROOT.resolve(page));
        assertTrue(!snippets.isEmpty());
        assertEquals(List.of(), missing(snippets));
    }

    private static List<String> missing(List<String> snippets) throws IOException {
        List<String> sources = new ArrayList<>();
        for (Path folder : SOURCES) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).collect(Collectors.toList())) {
                    sources.add(squeezed(Files.readString(file)));
                }
            }
        }
        return snippets.stream()
                .filter(snippet -> sources.stream().noneMatch(source -> source.contains(squeezed(snippet))))
                .toList();
    }

    /** The blocks between the fences. */
    private static List<String> snippets(Path page) throws IOException {
        List<String> snippets = new ArrayList<>();
        String[] parts = Files.readString(page).split("```java\n");
        for (int i = 1; i < parts.length; i++) {
            snippets.add(parts[i].substring(0, parts[i].indexOf("```")));
        }
        return snippets;
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }
}
