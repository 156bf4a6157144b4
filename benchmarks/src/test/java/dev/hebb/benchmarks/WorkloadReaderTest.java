package dev.hebb.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadReaderTest {
    private static final String RIGHT =
            "{'name':'n','layers':[3,2],'act':'relu','out_act':'sigmoid','loss':'mse','opt':'momentum','lr':0.5,'batch':4,'steps':7}";

    @TempDir
    private Path folder;

    private List<Workload> read(String text) throws IOException {
        Path file = folder.resolve("workloads.json");
        Files.writeString(file, text.replace('\'', '"'));
        return WorkloadReader.read(file);
    }

    @Test
    void everyKeyIsRead() throws IOException {
        Workload workload = read("[" + RIGHT + "]").get(0);
        assertEquals(
                new Workload(
                        "n",
                        List.of(3, 2),
                        "relu",
                        Optional.of("sigmoid"),
                        Workload.LossKind.MSE,
                        Workload.Rule.MOMENTUM,
                        0.5,
                        4,
                        7),
                workload);
        assertEquals(workload, WorkloadReader.read(WorkloadReader.json(workload), "here"));
    }

    @Test
    void theWorkloadsOfTheRepositoryAreRead() {
        List<Workload> workloads = WorkloadReader.read(Path.of("workloads.json"));
        assertEquals(8, workloads.size());
        assertEquals(101_770, workloads.get(1).parameters());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'steps':7 | 'steps':7,'colour':'red' | one of the keys | 'colour'",
                "'steps':7 | 'steps':7,'steps':8 | expected JSON but got | Duplicate",
                ",'steps':7 | | a whole number in steps | nothing",
                "'lr':0.5 | 'lr':'0.5' | a number in lr | 0.5",
                "'lr':0.5 | 'lr':-1 | a finite lr above 0 | -1.0",
                "'batch':4 | 'batch':4.5 | a whole number in batch | 4.5",
                "'batch':4 | 'batch':0 | a batch of 1 or more | 0",
                "[3,2] | [3] | layers of 2 or more sizes | [3]",
                "[3,2] | [3,0] | sizes of 1 or more | [3, 0]",
                "'mse' | 'mae' | one of [mse, ce, bce] in loss | 'mae'",
                "'mse' | 'ce' | no out_act, or softmax, with loss ce | sigmoid",
                "'momentum' | 'nag' | one of [sgd, momentum, adam] in opt | 'nag'",
                "'relu' | 'rleu' | in act but got rleu | workload 'n'",
                "'sigmoid' | 'wave' | in out_act but got wave | workload 'n'"
            })
    void whatIsWrongIsNamed(String from, String to, String expected, String got) {
        String text = RIGHT.replace(from, Optional.ofNullable(to).orElse(""));
        String message = assertThrows(BenchmarkException.class, () -> read("[" + text + "]"))
                .getMessage();
        assertTrue(message.contains(expected.replace('\'', '\'')), message);
        assertTrue(message.contains(got), message);
    }

    @Test
    void namesMustDifferAndTheListMustNotBeEmpty() {
        assertThrows(BenchmarkException.class, () -> read("[" + RIGHT + "," + RIGHT + "]"));
        assertThrows(BenchmarkException.class, () -> read("[]"));
        assertThrows(BenchmarkException.class, () -> read(RIGHT));
        assertThrows(BenchmarkException.class, () -> read("[" + RIGHT + "] x"));
        assertThrows(BenchmarkException.class, () -> WorkloadReader.read(folder.resolve("none.json")));
    }
}
