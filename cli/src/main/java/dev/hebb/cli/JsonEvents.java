package dev.hebb.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hebb.experiment.Evaluation;
import dev.hebb.experiment.Experiment;
import dev.hebb.experiment.RunFolder;
import dev.hebb.train.Callback;
import dev.hebb.train.History;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/** What {@code --json} prints: one object per line. Numbers that are not finite are null. */
final class JsonEvents {
    private JsonEvents() {}

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static void print(PrintWriter out, ObjectNode event) {
        out.println(event);
        out.flush();
    }

    private static void put(ObjectNode into, Map<String, Double> figures) {
        figures.forEach((name, value) -> put(into, name, value));
    }

    private static void put(ObjectNode into, String name, double value) {
        if (Double.isFinite(value)) {
            into.put(name, value);
        } else {
            into.putNull(name);
        }
    }

    /** Prints the figures of every epoch. */
    static Callback epochs(PrintWriter out) {
        long start = System.nanoTime();
        return Callback.onEpochEnd((training, epoch, figures) -> {
            ObjectNode event =
                    object().put("event", "epoch").put("epoch", epoch + 1).put("epochs", training.epochs());
            put(event, figures.values());
            put(event, "seconds", (System.nanoTime() - start) / 1e9);
            print(out, event);
        });
    }

    /** Prints how a run ended. */
    static void end(PrintWriter out, Experiment experiment, RunFolder folder, History history, Evaluation evaluation) {
        ObjectNode event = object().put("event", "end");
        put(event.putObject("test"), evaluation.scores());
        put(event, "seconds", history.seconds());
        put(event, "samples_per_second", experiment.rowsPerSecond(history));
        event.put("backend", experiment.model().backendName())
                .put("device", experiment.model().device())
                .put("model", folder.model().toString())
                .put("run", folder.path().toString())
                .put("epochs", history.epochs().size())
                .put("stopped", history.stopReason().name().toLowerCase(Locale.ROOT));
        print(out, event);
    }

    /** Prints the scores of a saved model. */
    static void scores(PrintWriter out, Map<String, Double> scores, int rows) {
        ObjectNode event = object().put("event", "end");
        put(event.putObject("test"), scores);
        print(out, event.put("rows", rows));
    }
}
