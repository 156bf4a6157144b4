package dev.hebb.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hebb.model.Refused;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When callbacks stop, keep and save, on figures that the test makes up. */
class CallbackRulesTest {
    private static final Path FILE = Path.of("model");

    /** A run that writes down what it is asked for: {@code keep, restore, save, stop} with the epoch. */
    private static final class FakeTraining implements Training {
        private final List<String> asked = new ArrayList<>();
        private int epoch;

        /** One epoch per value of the figure, until something stops it. */
        List<String> run(Callback callback, String figure, double... values) {
            Callback.Hooks hooks = callback.begin(this);
            for (epoch = 0; epoch < values.length && !asked.contains("stop " + (epoch - 1)); epoch++) {
                hooks.onEpochBegin(epoch);
                hooks.onEpochEnd(epoch, new Figures(Map.of(figure, values[epoch])));
            }
            hooks.onEnd();
            return asked;
        }

        @Override
        public void stop(String why) {
            asked.add("stop " + epoch);
        }

        @Override
        public void keepParameters() {
            asked.add("keep " + epoch);
        }

        @Override
        public void restoreParameters() {
            asked.add("restore");
        }

        @Override
        public void save(Path file) {
            assertEquals(FILE, file);
            asked.add("save " + epoch);
        }

        @Override
        public boolean isHigherBetter(String figure) {
            return figure.endsWith("accuracy");
        }

        @Override
        public int epochs() {
            return 100;
        }
    }

    private static List<String> run(Callback callback, String figure, double... values) {
        return new FakeTraining().run(callback, figure, values);
    }

    @Test
    void earlyStoppingWaitsForItsPatience() {
        EarlyStopping two = EarlyStopping.patience(2);
        assertEquals(List.of("keep 0", "keep 1", "stop 3", "restore"), run(two, "val_loss", 5, 4, 4, 4.5, 1));
        assertEquals(List.of("keep 0", "keep 2", "stop 4", "restore"), run(two, "val_loss", 5, 6, 4, 5, 6));
        assertEquals(List.of("keep 0", "stop 1", "restore"), run(EarlyStopping.patience(1), "val_loss", 5, 5));
    }

    @Test
    void anImprovementMustBeLargerThanTheLeastOne() {
        EarlyStopping stopping = EarlyStopping.patience(3).minDelta(0.5);
        assertEquals(List.of("keep 0", "keep 3", "restore"), run(stopping, "val_loss", 5, 4.5, 5, 4.4));
        assertEquals(List.of("keep 0", "stop 3", "restore"), run(stopping, "val_loss", 5, 4.9, 4.8, 4.7, 4));
    }

    @Test
    void moreIsBetterForAccuracy() {
        EarlyStopping stopping = EarlyStopping.patience(2).monitor("val_accuracy");
        assertEquals(
                List.of("keep 0", "keep 1", "stop 3", "restore"),
                run(stopping, "val_accuracy", 0.5, 0.6, 0.6, 0.5, 0.9));
    }

    @Test
    void nanIsNoImprovementAndAnyNumberIsOneOnNan() {
        EarlyStopping stopping = EarlyStopping.patience(2);
        assertEquals(
                List.of("keep 1", "stop 3", "restore"),
                run(stopping, "val_loss", Double.NaN, 7, Double.NaN, Double.NaN));
        assertEquals(List.of("stop 1", "restore"), run(stopping, "val_loss", Double.NaN, Double.NaN));
    }

    @Test
    void nothingIsKeptWhereTheLastWeightsAreWanted() {
        assertEquals(List.of("stop 2"), run(EarlyStopping.patience(2).keepingLast(), "val_loss", 5, 6, 7));
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        Refused.by(IllegalArgumentException.class, () -> EarlyStopping.patience(0), "patience of 1 or more", "got 0");
        Refused.by(
                IllegalArgumentException.class, () -> EarlyStopping.patience(1).minDelta(-1), "0 or more", "got -1.0");
        Refused.by(
                IllegalArgumentException.class,
                () -> EarlyStopping.patience(1).minDelta(Double.NaN),
                "0 or more",
                "got NaN");
        Refused.by(
                IllegalArgumentException.class,
                () -> StopAtThreshold.of("loss", Double.NaN),
                "threshold of loss",
                "got NaN");
    }

    @Test
    void aCheckpointIsWrittenWhereTheFigureImproves() {
        assertEquals(List.of("save 0", "save 2"), run(ModelCheckpoint.best(FILE, "val_loss"), "val_loss", 5, 5, 4, 6));
        assertEquals(
                List.of("save 0", "save 3"),
                run(ModelCheckpoint.best(FILE, "accuracy"), "accuracy", 0.5, 0.4, 0.5, 0.6));
        assertEquals(List.of("save 0", "save 1", "save 2"), run(ModelCheckpoint.everyEpoch(FILE), "loss", 5, 6, 7));
    }

    @Test
    void aThresholdIsPassedUpwardsOrDownwards() {
        assertEquals(List.of("stop 2"), run(StopAtThreshold.of("loss", 0.1), "loss", 0.5, 0.2, 0.1, 0.05));
        assertEquals(List.of("stop 1"), run(StopAtThreshold.of("accuracy", 0.9), "accuracy", 0.5, 0.95, 1));
        assertEquals(List.of(), run(StopAtThreshold.of("loss", 0.1), "loss", Double.NaN));
    }
}
