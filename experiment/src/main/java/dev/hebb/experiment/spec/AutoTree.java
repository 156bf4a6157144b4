package dev.hebb.experiment.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the spec of a table as a tree, to be read like that of a file. */
final class AutoTree {
    private static final double VALIDATION = 0.125;
    private static final int PATIENCE = 20;
    private static final int SMALLEST_BATCH = 32;
    private static final int LARGEST_BATCH = 256;
    private static final int BATCHES_PER_EPOCH = 64;
    private static final int MOST_EPOCHS = 300;
    private static final int FEWEST_EPOCHS = 20;
    private static final int ROWS_IN_ALL = 20_000_000;
    private static final int MANY_ROWS = 2_000;
    private static final int VERY_MANY_ROWS = 20_000;
    private static final String ACTIVATION = "relu";

    private final AutoData data;
    private final AutoSpec.Options options;
    private final List<String> notices;

    AutoTree(AutoData data, AutoSpec.Options options, List<String> notices) {
        this.data = data;
        this.options = options;
        this.notices = notices;
    }

    SpecNode make() {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("hebb", TrainSpec.FORMAT_VERSION);
        spec.put("task", data.task().toString());
        spec.put("data", data());
        spec.put("model", model());
        spec.put("training", training());
        if (data.task() == Task.CLASSIFICATION) {
            spec.put("metrics", List.of("accuracy", "balanced_accuracy", "f1_macro"));
        }
        return node(spec, new Place("", "made for " + data.file().getFileName(), 0));
    }

    private Map<String, Object> data() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("file", Variables.escape(data.file().toString()));
        map.put("target", options.targets());
        map.put(
                "columns",
                data.dates().stream()
                        .collect(Collectors.toMap(name -> name, name -> "date", (a, b) -> a, LinkedHashMap::new)));
        map.put("drop", data.drop());
        map.put("missing_target", "drop");
        Map<String, Object> test = new LinkedHashMap<>();
        test.put("fraction", TestSpec.DEFAULT_FRACTION);
        test.put("stratify", data.canStratify());
        map.put("test", test);
        return map;
    }

    private List<Object> model() {
        int rows = data.rows();
        List<Integer> hidden = options.hidden()
                .orElseGet(() -> rows < MANY_ROWS
                        ? List.of(64, 32)
                        : rows < VERY_MANY_ROWS ? List.of(128, 64) : List.of(256, 128));
        List<Object> layers = new ArrayList<>();
        hidden.forEach(units -> {
            Map<String, Object> dense = new LinkedHashMap<>();
            dense.put("units", units);
            dense.put("activation", ACTIVATION);
            layers.add(Map.of("dense", dense));
        });
        return layers;
    }

    private Map<String, Object> training() {
        Map<String, Object> map = new LinkedHashMap<>();
        if (data.task() == Task.REGRESSION) {
            map.put("loss", data.task().defaultLoss());
        }
        map.put("optimizer", TrainingSpec.DEFAULT_OPTIMIZER);
        map.put("epochs", epochs());
        map.put("batch", batch());
        long validated = Math.round(data.rows() * (1 - TestSpec.DEFAULT_FRACTION) * VALIDATION);
        if (validated == 0) {
            notices.add("There are too few rows to validate with, so training does not stop early.");
            return map;
        }
        map.put("validation", VALIDATION);
        map.put("early_stopping", Map.of("patience", PATIENCE));
        return map;
    }

    private int epochs() {
        return Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, ROWS_IN_ALL / data.rows()));
    }

    private int batch() {
        int batch = SMALLEST_BATCH;
        while (batch < LARGEST_BATCH && (long) batch * BATCHES_PER_EPOCH < data.rows()) {
            batch *= 2;
        }
        return batch;
    }

    /** Maps, lists, texts, numbers and flags as nodes. */
    private static SpecNode node(Object value, Place place) {
        if (value instanceof Map<?, ?> map) {
            Map<String, SpecNode> values = new LinkedHashMap<>();
            map.forEach((key, one) -> values.put(String.valueOf(key), node(one, place.child(String.valueOf(key), 0))));
            return new SpecMap(place, values);
        }
        if (value instanceof List<?> list) {
            List<SpecNode> elements = new ArrayList<>();
            list.forEach(one -> elements.add(node(one, place.element(elements.size(), 0))));
            return new SpecList(place, elements);
        }
        return new SpecScalar(place, String.valueOf(value), value instanceof String);
    }
}
