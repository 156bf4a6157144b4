package dev.hebb.experiment.spec;

import dev.hebb.nn.Dense;
import dev.hebb.nn.Dropout;
import dev.hebb.nn.Flatten;
import dev.hebb.nn.Layer;
import dev.hebb.nn.Penalty;
import dev.hebb.optim.ClipByGlobalNorm;
import dev.hebb.optim.ClipByValue;
import dev.hebb.optim.NoClipping;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Writes a resolved spec: every default filled in, paths absolute, so that it runs to the same bits from anywhere. */
public final class SpecText {
    private static final int WIDTH = 120;
    private static final int PLAIN_DIGITS = 12;

    private SpecText() {}

    /** @param comment lines above the spec */
    public static String of(TrainSpec spec, List<String> comment) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.AUTO);
        options.setWidth(WIDTH);
        StringBuilder text = new StringBuilder();
        comment.forEach(line -> text.append("# ").append(line).append('\n'));
        return text.append(new Yaml(options).dump(top(spec))).toString();
    }

    /** @param namesAndValues by turns */
    private static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    /** The shortest digits that read back as the same number. */
    private static Object number(double value) {
        BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        String plain = exact.toPlainString();
        if (plain.length() > PLAIN_DIGITS) {
            return exact;
        }
        return exact.scale() <= 0 ? Long.valueOf(plain) : new BigDecimal(plain);
    }

    private static Map<String, Object> top(TrainSpec spec) {
        return map(
                "hebb", TrainSpec.FORMAT_VERSION,
                "task", spec.task().toString(),
                "seed", spec.seed(),
                "data", data(spec.data()),
                "preprocess", map("numeric", map("scale", spec.numeric().scale().toString())),
                "model", spec.model().stream().map(SpecText::layer).toList(),
                "training", training(spec.training()),
                "metrics", spec.metrics());
    }

    private static Map<String, Object> data(DataSpec data) {
        Object target = data.targets().size() == 1 ? data.targets().get(0) : data.targets();
        return map(
                "file", data.file().toAbsolutePath().toString(),
                "target", target,
                "drop", data.drop(),
                "missing", data.missing(),
                "test", test(data.test()));
    }

    private static Map<String, Object> test(TestSpec test) {
        if (test instanceof TestSpec.Drawn drawn) {
            return map("fraction", number(drawn.fraction()), "stratify", drawn.isStratified());
        }
        if (test instanceof TestSpec.Last last) {
            return map("last", number(last.fraction()));
        }
        if (test instanceof TestSpec.Separate separate) {
            return map("file", separate.file().toAbsolutePath().toString());
        }
        throw new AssertionError(test);
    }

    private static Object layer(Layer layer) {
        if (layer instanceof Dense dense) {
            Map<String, Object> settings =
                    map("units", dense.units(), "activation", dense.activation().name());
            Penalty penalty = dense.penalty();
            settings.put("l1", number(penalty.l1()));
            settings.put("l2", number(penalty.l2()));
            settings.put("bias", dense.hasBias());
            return map("dense", settings);
        }
        if (layer instanceof Dropout dropout) {
            return map("dropout", number(dropout.rate()));
        }
        if (layer instanceof Flatten) {
            return "flatten";
        }
        throw new AssertionError(layer);
    }

    private static Map<String, Object> training(TrainingSpec training) {
        Map<String, Object> settings = new LinkedHashMap<>();
        training.optimizer().settings().forEach((name, value) -> settings.put(name, number(value)));
        Map<String, Object> map = map(
                "loss", training.loss(),
                "optimizer", map(training.optimizer().name(), settings),
                "epochs", training.epochs(),
                "batch", training.batch(),
                "validation", number(training.validation()));
        training.earlyStopping()
                .ifPresent(stopping -> map.put(
                        "early_stopping",
                        map(
                                "patience",
                                stopping.patience(),
                                "min_delta",
                                number(stopping.minDelta()),
                                "monitor",
                                stopping.monitor())));
        if (training.clip() instanceof ClipByGlobalNorm clip) {
            map.put("clip", map("norm", number(clip.limit())));
        } else if (training.clip() instanceof ClipByValue clip) {
            map.put("clip", map("value", number(clip.limit())));
        } else if (!(training.clip() instanceof NoClipping)) {
            throw new AssertionError(training.clip());
        }
        return map;
    }
}
