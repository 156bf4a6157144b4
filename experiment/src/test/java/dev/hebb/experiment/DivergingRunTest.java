package dev.hebb.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.experiment.spec.SpecReader;
import dev.hebb.model.Predictor;
import dev.hebb.train.NonFiniteException;
import dev.hebb.train.RunControl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training that blows up after some epochs keeps what was there before. */
class DivergingRunTest {
    @TempDir
    private Path folder;

    private Experiment line(double learningRate) throws IOException {
        StringBuilder rows = new StringBuilder("x,y\n");
        for (int i = 0; i < 40; i++) {
            rows.append(i).append(',').append(3 * i + i % 2).append('\n');
        }
        Files.writeString(folder.resolve("line.csv"), rows);
        Path spec = Files.writeString(folder.resolve("line.yaml"), """
                hebb: 1
                task: regression
                data: {file: line.csv, target: y}
                training: {optimizer: {sgd: {lr: %s}}, epochs: 500, batch: 8}
                """.formatted(learningRate));
        return Experiment.of(SpecReader.read(spec, List.of()), Experiment.Options.DEFAULT);
    }

    @Test
    void aModelThatDivergesAfterSomeEpochsIsKeptAsItWasBefore() throws IOException {
        try (Experiment experiment = line(1.5)) {
            RunFolder run = RunFolder.create(folder, "line");
            String said = assertThrows(NonFiniteException.class, () -> experiment.fit(run, RunControl.silent()))
                    .getMessage();
            assertTrue(said.contains("is kept in " + run.model()), said);
            try (Predictor kept = Predictor.load(run.model())) {
                assertEquals(List.of("y"), kept.attachment().targets().names());
            }
        }
    }

    @Test
    void aModelThatDivergesAtOnceIsNotKept() throws IOException {
        try (Experiment experiment = line(1e38)) {
            RunFolder run = RunFolder.create(folder, "line");
            String said = assertThrows(NonFiniteException.class, () -> experiment.fit(run, RunControl.silent()))
                    .getMessage();
            assertFalse(said.contains("is kept in") || Files.exists(run.model()), said);
        }
    }
}
