package dev.hebb.experiment.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.data.DataException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TableCheckTest {
    private static final Path FILE = Path.of("a.csv");

    private static void refuses(String part, Executable check) {
        String message = String.valueOf(assertThrows(DataException.class, check).getMessage());
        assertTrue(message.startsWith("expected") && message.contains(part) && message.contains("a.csv"), message);
    }

    @Test
    void classesOfOneRowCannotBeSharedOut() {
        TableCheck.requireStratifiable(Map.of("a", 2, "b", 9), "y", FILE);
        refuses("one of 'b' in column 'y'", () -> TableCheck.requireStratifiable(Map.of("a", 2, "b", 1), "y", FILE));
        assertEquals(List.of("b"), TableCheck.single(Map.of("a", 2, "b", 1)));
    }

    @Test
    void oneClassOrOnePerRowIsNothingToLearn() {
        TableCheck.requireClasses(Map.of("a", 2, "b", 1), "y", FILE);
        refuses("at least 2 classes but got only [a]", () -> TableCheck.requireClasses(Map.of("a", 5), "y", FILE));
        refuses("one in each row", () -> TableCheck.requireClasses(Map.of("a", 1, "b", 1), "y", FILE));
    }

    @Test
    void aConstantTargetIsNothingToLearn() {
        TableCheck.requireVaried(new double[] {Double.NaN, 1, 1, 2}, "y", FILE);
        refuses("only 1 in", () -> TableCheck.requireVaried(new double[] {1, Double.NaN, 1}, "y", FILE));
        refuses("got none", () -> TableCheck.requireVaried(new double[] {Double.NaN}, "y", FILE));
    }

    @Test
    void anUnknownColumnNamesTheNearestOne() {
        TableCheck.requireColumn(List.of("weight", "length"), "length", FILE);
        refuses("did you mean 'length'?", () -> TableCheck.requireColumn(List.of("weight", "length"), "lenght", FILE));
    }
}
