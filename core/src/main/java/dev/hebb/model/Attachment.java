package dev.hebb.model;

import dev.hebb.data.Dataset;
import dev.hebb.data.Scaler;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model's raw data was and how it becomes the network's input; saved with the model, so that a {@link Predictor} takes raw rows.
 *
 * @param features the names of the input's elements; may be empty
 * @param target the name of what is predicted; may be empty
 * @param classes the names of the classes, in the order of the outputs; empty for regression
 * @param scaler fitted on the training rows; applied to the first input
 * @param notes whatever else is worth keeping, by name
 */
public record Attachment(
        List<String> features,
        String target,
        List<String> classes,
        Optional<Scaler> scaler,
        Map<String, String> notes) {
    /** A model that takes the network's input as it is. */
    public static final Attachment NONE = new Attachment(List.of(), "", List.of(), Optional.empty(), Map.of());

    public Attachment {
        features = List.copyOf(features);
        classes = List.copyOf(classes);
        notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
    }

    /** Prepares one raw row in place. */
    public void prepare(double[] row) {
        scaler.ifPresent(fitted -> fitted.apply(row));
    }

    /** Raw rows, whose first column is the first input, as the network takes them; the same object where nothing is to be done. */
    public Dataset prepare(Dataset raw) {
        return prepare(raw, "");
    }

    /** Raw rows whose columns may stand in any order; {@code input} is the name of the model's first. */
    Dataset prepare(Dataset raw, String input) {
        return scaler.<Dataset>map(fitted -> new PreparedRows(raw, input, fitted))
                .orElse(raw);
    }
}
