package dev.hebb.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OptimizersTest {
    @Test
    void everyRuleOfThePackageIsListed() throws Exception {
        Path classes = Path.of(Objects.requireNonNull(Optimizers.class.getResource("Optimizers.class"))
                .toURI());
        Set<String> rules;
        try (Stream<Path> files = Files.list(Objects.requireNonNull(classes.getParent()))) {
            rules = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".class") && !name.contains("$") && !name.startsWith("package-info"))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .filter(OptimizersTest::isRule)
                    .collect(Collectors.toSet());
        }
        Set<String> listed = Optimizers.all(1).stream()
                .map(rule -> rule.getClass().getSimpleName())
                .collect(Collectors.toSet());
        assertEquals(rules, listed);
    }

    private static boolean isRule(String name) {
        try {
            Class<?> type = Class.forName(Optimizers.class.getPackageName() + "." + name);
            return Optimizer.class.isAssignableFrom(type) && !type.isInterface();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
