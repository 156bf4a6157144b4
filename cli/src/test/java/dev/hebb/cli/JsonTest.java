package dev.hebb.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hebb.experiment.Scores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --json}. */
class JsonTest {
    @TempDir
    Path folder;

    @BeforeEach
    void writeData() throws IOException {
        Samples.write(folder);
    }

    private static List<JsonNode> events(Command command) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String line : command.out().lines().toList()) {
            JsonNode event = new ObjectMapper().readTree(line);
            assertTrue(event.isObject(), line);
            events.add(event);
        }
        return events;
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void everyEpochIsALineAndTheEndIsOne() throws IOException {
        Command command = Command.done(
                folder,
                "train good.yaml --json --epochs 3 --set training.validation=0.2 --set metrics=[accuracy,f1_macro]");
        List<JsonNode> events = events(command);
        assertEquals(4, events.size(), command::toString);
        for (int epoch = 1; epoch <= 3; epoch++) {
            JsonNode event = events.get(epoch - 1);
            assertEquals("epoch", event.get("event").asText());
            assertEquals(epoch, event.get("epoch").asInt());
            for (String figure : List.of("loss", "accuracy", "f1_macro", "val_loss", "val_accuracy", "val_f1_macro")) {
                assertTrue(event.get(figure).isNumber(), event::toString);
            }
        }
        JsonNode end = events.get(3);
        assertEquals("end", end.get("event").asText());
        assertEquals(Set.of("loss", "accuracy", "f1_macro"), names(end.get("test")));
        assertTrue(
                end.get("seconds").isNumber() && end.get("samples_per_second").asDouble() > 0, end::toString);
        assertTrue(Set.of("cpu", "nd4j").contains(end.get("backend").asText()), end::toString);
        assertTrue(Files.isRegularFile(Path.of(end.get("model").asText())), end::toString);
        assertEquals(folder.resolve("runs/good-001"), Path.of(end.get("run").asText()));
        assertEquals("", command.err());
    }

    @Test
    void regressionHasItsOwnFigures() throws IOException {
        List<JsonNode> events = events(Command.done(folder, "train numbers.yaml --json"));
        JsonNode test = events.get(events.size() - 1).get("test");
        assertEquals(Set.of("loss", "mse", "mae", "r2"), names(test));
    }

    @Test
    void evaluateGivesTheFiguresOfTheRun() throws IOException {
        List<JsonNode> trained = events(Command.done(folder, "train numbers.yaml --json"));
        String files = " runs/numbers-001/model.safetensors runs/numbers-001/test.csv";
        List<JsonNode> evaluated = events(Command.done(folder, "evaluate --json" + files));
        assertEquals(1, evaluated.size());
        assertEquals(
                trained.get(trained.size() - 1).get("test"), evaluated.get(0).get("test"));
        assertEquals(8, evaluated.get(0).get("rows").asInt());
        String shown = Command.done(folder, "evaluate" + files).scores();
        assertTrue(
                shown.contains(
                        Scores.exact(evaluated.get(0).get("test").get("mae").asDouble())),
                shown);
    }

    @Test
    void aFaultLeavesStandardOutputEmpty() {
        Command command = Command.line(folder, "train good.yaml --json --set data.target=kin");
        command.assertRefused("kin");
        assertEquals("", command.out());
        assertFalse(Files.exists(folder.resolve("runs")));
    }
}
