package dev.hebb.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.backend.Backends;
import dev.hebb.data.Dataset;
import dev.hebb.model.Model;
import dev.hebb.model.Refused;
import dev.hebb.model.Small;
import dev.hebb.runtime.Session;
import dev.hebb.shape.Precision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callbacks in whole fits. */
class CallbacksTest {
    private static final int ROWS = 12;

    private final Dataset data = Small.data(ROWS);

    /** Classes that contradict the training data, so that validation gets worse with every epoch. */
    private final Dataset contrary = Dataset.of(
            Small.x(ROWS),
            Arrays.stream(Small.classes(ROWS))
                    .map(label -> (label + 1) % Small.CLASSES)
                    .toArray());

    @TempDir
    private Path folder;

    /** Writes down what it hears. */
    private record Recorder(String name, List<String> heard) implements Callback {
        @Override
        public Hooks begin(Training training) {
            heard.add(name + " begin of " + training.epochs());
            return new Hooks() {
                @Override
                public void onEpochBegin(int epoch) {
                    heard.add(name + " epoch " + epoch);
                }

                @Override
                public boolean wantsBatches() {
                    return true;
                }

                @Override
                public void onBatchEnd(int epoch, long step, Figures figures) {
                    heard.add(name + " step " + step + " of " + epoch + " "
                            + figures.values().keySet());
                }

                @Override
                public void onEpochEnd(int epoch, Figures figures) {
                    heard.add(name + " end of " + epoch + " " + figures.values().keySet());
                }

                @Override
                public void onEnd() {
                    heard.add(name + " end");
                }
            };
        }
    }

    @Test
    void hooksAreCalledInOrder() {
        List<String> heard = new ArrayList<>();
        try (Model model = Small.model()) {
            model.fit(data, Fit.epochs(2).batchSize(6).validationData(data).callbacks(new Recorder("a", heard)));
            String batch = "[loss, accuracy]";
            String epoch = "[loss, accuracy, val_loss, val_accuracy]";
            assertEquals(
                    List.of(
                            "a begin of 2",
                            "a epoch 0",
                            "a step 1 of 0 " + batch,
                            "a step 2 of 0 " + batch,
                            "a end of 0 " + epoch,
                            "a epoch 1",
                            "a step 3 of 1 " + batch,
                            "a step 4 of 1 " + batch,
                            "a end of 1 " + epoch,
                            "a end"),
                    heard);
        }
    }

    @Test
    void hooksOfSeveralCallbacksAreCalledInTheirOrder() {
        List<String> heard = new ArrayList<>();
        try (Model model = Small.model()) {
            model.fit(data, Fit.epochs(1).callbacks(new Recorder("a", heard)).callbacks(new Recorder("b", heard)));
            List<String> names =
                    heard.stream().map(line -> line.substring(0, 1)).toList();
            assertEquals(List.of("a", "b", "a", "b", "a", "b", "a", "b", "a", "b"), names);
        }
    }

    @Test
    void stopEndsTheRunAfterTheBatch() {
        Callback third = Callback.onBatchEnd((training, step, figures) -> {
            if (step == 3) {
                training.stop("three are enough");
            }
        });
        try (Model model = Small.model()) {
            History history = model.fit(data, Fit.epochs(5).batchSize(6).callbacks(third));
            assertEquals(StopReason.STOPPED_BY_CALLBACK, history.stopReason());
            assertEquals(3, history.steps());
            assertEquals(1, history.epochs().size());
        }
    }

    @Test
    void stopEndsTheRunAfterTheEpoch() {
        try (Model model = Small.model()) {
            History history = model.fit(
                    data,
                    Fit.epochs(5)
                            .callbacks(Callback.onEpochEnd((training, epoch, figures) -> training.stop("enough"))));
            assertEquals(1, history.epochs().size());
            assertEquals(StopReason.STOPPED_BY_CALLBACK, history.stopReason());
        }
    }

    @Test
    void aCallbackThatFailsEndsTheRunAndTheOthersHearOfIt() {
        List<String> heard = new ArrayList<>();
        IllegalStateException failure = new IllegalStateException("mine");
        Callback failing = Callback.onEpochEnd((training, epoch, figures) -> {
            throw failure;
        });
        Callback failingAtTheEnd = training -> new Callback.Hooks() {
            @Override
            public void onEnd() {
                throw new IllegalArgumentException("late");
            }
        };
        try (Model model = Small.model()) {
            Fit fit = Fit.epochs(5).callbacks(failing, failingAtTheEnd, new Recorder("a", heard));
            IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> model.fit(data, fit));
            assertEquals(failure, thrown, "the first failure is the one that is thrown");
            assertEquals("late", thrown.getSuppressed()[0].getMessage());
            assertEquals("a end", heard.get(heard.size() - 1));
            Fit late = Fit.epochs(1).callbacks(failingAtTheEnd, new Recorder("b", heard));
            assertEquals(
                    "late",
                    assertThrows(IllegalArgumentException.class, () -> model.fit(data, late))
                            .getMessage());
            assertEquals("b end", heard.get(heard.size() - 1));
            assertEquals(1, model.fit(data, Fit.epochs(1)).epochs().size(), "the model is free again");
        }
    }

    @Test
    void aCallbackMayUseTheModelButNotCompileOrFitIt() {
        List<String> done = new ArrayList<>();
        try (Model model = Small.model()) {
            Callback user = Callback.onBatchEnd((training, step, figures) -> {
                done.add("" + Small.weights(model).length);
                done.add("" + model.evaluate(data).has("accuracy"));
                Refused.by(IllegalStateException.class, () -> Small.compiled(model), "being fitted");
                Refused.by(
                        IllegalStateException.class,
                        () -> model.clipping(dev.hebb.optim.Clipping.NONE),
                        "being fitted");
                Refused.by(IllegalStateException.class, () -> model.fit(data, Fit.epochs(1)), "one fit at a time");
                Refused.by(IllegalStateException.class, () -> model.partialFit(data), "one fit at a time");
            });
            model.fit(data, Fit.epochs(1).callbacks(user));
            assertEquals(List.of(String.valueOf(model.parameterCount()), "true"), done);
        }
    }

    @Test
    void earlyStoppingPutsTheBestWeightsBack() {
        List<double[]> weights = new ArrayList<>();
        try (Model model = Small.model()) {
            Callback watch = Callback.onEpochEnd((training, epoch, figures) -> weights.add(Small.weights(model)));
            History history = model.fit(
                    data, Fit.epochs(50).validationData(contrary).callbacks(watch, EarlyStopping.patience(3)));
            assertEquals(4, history.epochs().size(), "the best epoch and three more");
            assertEquals(StopReason.STOPPED_BY_CALLBACK, history.stopReason());
            assertArrayEquals(weights.get(0), Small.weights(model));
            double[] losses = history.get("val_loss");
            assertEquals(losses[0], model.evaluate(contrary).get("loss"));
            assertTrue(losses[3] > losses[0]);
        }
    }

    @Test
    void earlyStoppingMayKeepTheLastWeights() {
        List<double[]> weights = new ArrayList<>();
        try (Model model = Small.model()) {
            Callback watch = Callback.onEpochEnd((training, epoch, figures) -> weights.add(Small.weights(model)));
            Callback stopping = EarlyStopping.patience(2).keepingLast();
            assertEquals(
                    3,
                    model.fit(data, Fit.epochs(50).validationData(contrary).callbacks(watch, stopping))
                            .epochs()
                            .size());
            assertArrayEquals(weights.get(2), Small.weights(model));
        }
    }

    @Test
    void earlyStoppingPutsTheBestWeightsBackHoweverTheRunEnds() {
        List<double[]> weights = new ArrayList<>();
        try (Model model = Small.model()) {
            Callback watch = Callback.onEpochEnd((training, epoch, figures) -> weights.add(Small.weights(model)));
            model.fit(data, Fit.epochs(3).validationData(contrary).callbacks(watch, EarlyStopping.patience(20)));
            assertEquals(3, weights.size());
            assertArrayEquals(weights.get(0), Small.weights(model));
        }
    }

    @Test
    void anInstanceRemembersNothingOfItsLastRun() {
        EarlyStopping stopping = EarlyStopping.patience(2);
        try (Model model = Small.model()) {
            Fit fit = Fit.epochs(50).validationData(contrary).callbacks(stopping);
            assertEquals(3, model.fit(data, fit).epochs().size());
            assertEquals(3, model.fit(data, fit).epochs().size());
        }
    }

    @Test
    void aFigureThatIsNotThereIsNamedWithThoseThatAre() {
        try (Model model = Small.model()) {
            Fit fit = Fit.epochs(2);
            Refused.by(
                    IllegalArgumentException.class,
                    () -> model.fit(data, fit.callbacks(EarlyStopping.patience(2))),
                    "[loss, accuracy]",
                    "'val_loss'",
                    "validation data");
            Refused.by(
                    IllegalArgumentException.class,
                    () -> model.fit(data, fit.callbacks(StopAtThreshold.of("f1", 0.5))),
                    "[loss, accuracy]",
                    "'f1'");
            Refused.by(
                    IllegalArgumentException.class,
                    () -> model.fit(data, fit.callbacks(ModelCheckpoint.best(folder.resolve("m"), "f1"))),
                    "[loss, accuracy]",
                    "'f1'");
        }
    }

    @Test
    void theModelIsSavedAtItsBestEpoch() {
        Path best = folder.resolve("best.safetensors");
        Path last = folder.resolve("last.safetensors");
        List<double[]> weights = new ArrayList<>();
        try (Model model = Small.model()) {
            Callback watch = Callback.onEpochEnd((training, epoch, figures) -> weights.add(Small.weights(model)));
            model.fit(
                    data,
                    Fit.epochs(3)
                            .validationData(contrary)
                            .callbacks(
                                    watch, ModelCheckpoint.best(best, "val_loss"), ModelCheckpoint.everyEpoch(last)));
        }
        try (Model loaded = Model.load(best);
                Model newest = Model.load(last)) {
            assertArrayEquals(weights.get(0), Small.weights(loaded));
            assertArrayEquals(weights.get(2), Small.weights(newest));
            assertNotEquals(Arrays.toString(weights.get(0)), Arrays.toString(weights.get(2)));
        }
    }

    @Test
    void anInterruptWaitsUntilTheModelIsSaved() {
        Path file = folder.resolve("model.safetensors");
        Callback interrupt = Callback.onBatchEnd(
                (training, step, figures) -> Thread.currentThread().interrupt());
        try (Model model = Small.model()) {
            History history = model.fit(data, Fit.epochs(3).callbacks(interrupt, ModelCheckpoint.everyEpoch(file)));
            assertTrue(Thread.interrupted(), "the flag is set again");
            assertEquals(StopReason.INTERRUPTED, history.stopReason());
            assertEquals(1, history.epochs().size());
            assertTrue(Files.exists(file));
        }
    }

    @Test
    void aSaveThatAnInterruptBreaksIsDoneAgain() {
        List<Path> saved = new ArrayList<>();
        Consumer<Path> saver = file -> {
            saved.add(file);
            if (saved.size() == 1) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("the channel was closed by an interrupt");
            }
        };
        Fit fit = Fit.epochs(2).callbacks(ModelCheckpoint.everyEpoch(folder));
        try (Model model = Small.model();
                Learner learner =
                        new Learner(model.network(), new Session(Backends.open("nd4j"), Precision.FLOAT32), 1)) {
            learner.compile(model.compiledFor().orElseThrow());
            History history = Trainer.fit(learner, data, Optional.empty(), fit, 1, RunControl.silent(), saver);
            assertTrue(Thread.interrupted());
            assertEquals(StopReason.INTERRUPTED, history.stopReason());
            assertEquals(List.of(folder, folder), saved);
        }
    }

    @Test
    void figuresAreLoggedAsCsv() throws IOException {
        Path log = folder.resolve("log.csv");
        try (Model model = Small.model()) {
            History history = model.fit(data, Fit.epochs(2).validationData(data).callbacks(CsvLog.of(log)));
            List<String> lines = Files.readAllLines(log);
            assertEquals("epoch,loss,accuracy,val_loss,val_accuracy", lines.get(0));
            assertEquals(3, lines.size());
            double[] second = Arrays.stream(lines.get(2).split(","))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            Figures last = history.last();
            assertArrayEquals(
                    new double[] {
                        2, last.get("loss"), last.get("accuracy"), last.get("val_loss"), last.get("val_accuracy")
                    },
                    second);
        }
    }

    @Test
    void theLogOfARunThatFailsHasItsEpochs() throws IOException {
        Path log = folder.resolve("log.csv");
        Callback failing = Callback.onEpochEnd((training, epoch, figures) -> {
            if (epoch == 2) {
                throw new IllegalStateException("mine");
            }
        });
        try (Model model = Small.model()) {
            assertThrows(
                    IllegalStateException.class,
                    () -> model.fit(data, Fit.epochs(9).callbacks(CsvLog.of(log), failing)));
            assertEquals(4, Files.readAllLines(log).size());
            Fit nowhere = Fit.epochs(1).callbacks(CsvLog.of(folder.resolve("no/log.csv")));
            double[] before = Small.weights(model);
            assertTrue(assertThrows(UncheckedIOException.class, () -> model.fit(data, nowhere))
                    .getMessage()
                    .contains("no/log.csv"));
            assertArrayEquals(before, Small.weights(model));
        }
    }

    @Test
    void trainingStopsWhenAFigurePassesAThreshold() {
        try (Model model = Small.model()) {
            History history =
                    model.fit(data, Fit.epochs(500).batchSize(6).callbacks(StopAtThreshold.of("accuracy", 0.8)));
            assertEquals(StopReason.STOPPED_BY_CALLBACK, history.stopReason());
            double[] accuracy = history.get("accuracy");
            assertTrue(history.last().get("accuracy") >= 0.8);
            assertFalse(Arrays.stream(accuracy).limit(accuracy.length - 1).anyMatch(value -> value >= 0.8));
        }
    }
}
