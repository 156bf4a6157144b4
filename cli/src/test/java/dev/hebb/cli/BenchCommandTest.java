package dev.hebb.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hebb.backend.Processors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {
    private static final String XOR = """
            [{"name":"xor","layers":[2,2,1],"act":"sigmoid","out_act":"sigmoid","loss":"mse","opt":"sgd","lr":0.25,"batch":4,"steps":20}]""";

    @TempDir
    private Path folder;

    private Command bench(String... more) throws IOException {
        Files.writeString(folder.resolve("w.json"), XOR);
        String[] words = new String[more.length + 5];
        System.arraycopy(new String[] {"bench", "--workloads", "w.json", "--device", "nd4j"}, 0, words, 0, 5);
        System.arraycopy(more, 0, words, 5, more.length);
        return Command.run(folder, words);
    }

    @Test
    void everyWorkloadIsALineOfJson() throws IOException {
        Command command = bench("--json");
        assertEquals(0, command.code(), command::toString);
        JsonNode line = new ObjectMapper().readTree(command.out());
        assertEquals("xor", line.path("workload").asText());
        assertTrue(line.path("us_per_step").asDouble() > 0, command::toString);
        assertTrue(line.path("floor_us").asDouble() > 0, command::toString);
        assertEquals(Processors.physicalCores(), line.path("threads").asInt());
    }

    @Test
    void verificationPrintsLossesAndSums() throws IOException {
        JsonNode line = new ObjectMapper().readTree(bench("--verify", "--json").out());
        assertEquals(20, line.path("losses").size());
        assertEquals(4, line.path("parameter_sums").size());
        assertTrue(
                StreamSupport.stream(line.path("losses").spliterator(), false).allMatch(loss -> loss.asDouble() > 0));
    }

    @Test
    void badInputIsOneSentence() throws IOException {
        Command command = bench("--engine", "jax");
        assertEquals(ExitCode.BAD_INPUT, command.code(), command::toString);
        assertTrue(command.err().contains("expected one of the engines [hebb, djl, dl4j] but got 'jax'"), command::err);
        assertEquals(
                ExitCode.BAD_INPUT, Command.run(folder, "bench", "--verify").code());
        assertEquals(
                ExitCode.BAD_INPUT,
                Command.run(folder, "bench", "--workloads", "w.json", "--device", "abacus", "--verify")
                        .code());
    }

    @Test
    void jmhIsNotOnTheClassPathOfTheCommand() {
        assertThrows(ClassNotFoundException.class, () -> Class.forName("org.openjdk.jmh.Main"));
    }
}
