package dev.hebb.experiment.spec;

import dev.hebb.nn.Dense;
import dev.hebb.nn.Dropout;
import dev.hebb.nn.Flatten;
import dev.hebb.nn.Layer;
import dev.hebb.nn.Penalty;
import dev.hebb.optim.ClipByGlobalNorm;
import dev.hebb.optim.ClipByValue;
import dev.hebb.optim.Clipping;
import dev.hebb.optim.NoClipping;
import dev.hebb.train.EarlyStopping;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Writes a resolved spec: every default filled in, paths absolute, so that it runs to the same bits from anywhere. */
public final class SpecText {
    private static final int WIDTH = 120;

    private SpecText() {}

    /** @param comment lines above the spec */
    public static String of(TrainSpec spec, List<String> comment) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.AUTO);
        options.setWidth(WIDTH);
        options.setDereferenceAliases(true);
        StringBuilder text = new StringBuilder();
        comment.forEach(line -> text.append("# ").append(line).append('\n'));
        return text.append(new Yaml(new TextRepresenter(options), options).dump(top(spec)))
                .toString();
    }

    /** @param namesAndValues by turns */
    private static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    private static Map<String, Object> top(TrainSpec spec) {
        return map(
                "hebb", TrainSpec.FORMAT_VERSION,
                "task", spec.task().toString(),
                "seed", spec.seed(),
                "data", data(spec.data()),
                "preprocess", preprocess(spec),
                "model", spec.model().stream().map(SpecText::layer).toList(),
                "training", training(spec.task(), spec.training()),
                "metrics", spec.metrics());
    }

    private static String path(Path path) {
        return Variables.escape(path.toAbsolutePath().toString());
    }

    private static Map<String, Object> data(DataSpec data) {
        Map<String, Object> map;
        if (data.source() instanceof SourceSpec.TableFile table) {
            Map<String, String> columns = new LinkedHashMap<>();
            data.columns().forEach((name, type) -> columns.put(name, Words.of(type)));
            map = map(
                    "file", path(table.file()),
                    "target", data.targets().size() == 1 ? data.targets().get(0) : data.targets(),
                    "labels", data.labels(),
                    "columns", columns,
                    "drop", data.drop(),
                    "missing", data.missing(),
                    "missing_target", data.dropsMissingTargets() ? "drop" : "error");
        } else if (data.source() instanceof SourceSpec.Idx idx) {
            map = pictures(idx);
        } else {
            throw new AssertionError(data.source());
        }
        test(data.test()).ifPresent(test -> map.put("test", test));
        return map;
    }

    private static Map<String, Object> pictures(SourceSpec.Idx idx) {
        Map<String, Object> files = map("train", paths(idx.train()));
        if (!idx.test().isEmpty()) {
            files.put("test", paths(idx.test()));
        }
        Map<String, Object> map = map("idx", files, "folder", path(idx.folder()));
        idx.download().ifPresent(collection -> map.put("download", collection));
        return map;
    }

    private static List<String> paths(List<Path> paths) {
        return paths.stream().map(SpecText::path).toList();
    }

    private static Optional<Map<String, Object>> test(TestSpec test) {
        if (test instanceof TestSpec.Drawn drawn) {
            return Optional.of(map("fraction", Decimal.of(drawn.fraction()), "stratify", drawn.isStratified()));
        }
        if (test instanceof TestSpec.Last last) {
            return Optional.of(map("last", Decimal.of(last.fraction())));
        }
        if (test instanceof TestSpec.Separate separate) {
            return Optional.of(map("file", path(separate.file())));
        }
        if (test instanceof TestSpec.Given) {
            return Optional.empty();
        }
        throw new AssertionError(test);
    }

    private static Map<String, Object> preprocess(TrainSpec spec) {
        PreprocessSpec preprocess = spec.preprocess();
        Map<String, Object> map = new LinkedHashMap<>();
        if (spec.data().source() instanceof SourceSpec.TableFile) {
            map.put(
                    "numeric",
                    map(
                            "impute", Words.of(preprocess.impute()),
                            "indicator", preprocess.indicator(),
                            "scale", Words.of(preprocess.scale())));
            map.put("categorical", map("encode", "one-hot", "unseen", Words.of(preprocess.unseen())));
        }
        if (spec.task() == Task.REGRESSION) {
            map.put("target", map("scale", Words.of(preprocess.targetScale())));
        }
        preprocess.pixelsDivide().ifPresent(by -> map.put("pixels", map("divide", Decimal.of(by))));
        return map;
    }

    private static Object layer(Layer layer) {
        if (layer instanceof Dense dense) {
            Map<String, Object> settings =
                    map("units", dense.units(), "activation", dense.activation().name());
            Penalty penalty = dense.penalty();
            settings.put("l1", Decimal.of(penalty.l1()));
            settings.put("l2", Decimal.of(penalty.l2()));
            settings.put("bias", dense.hasBias());
            return map("dense", settings);
        }
        if (layer instanceof Dropout dropout) {
            return map("dropout", Decimal.of(dropout.rate()));
        }
        if (layer instanceof Flatten) {
            return "flatten";
        }
        throw new AssertionError(layer);
    }

    private static Map<String, Object> training(Task task, TrainingSpec training) {
        Map<String, Object> settings = new LinkedHashMap<>();
        training.optimizer().settings().forEach((name, value) -> settings.put(name, Decimal.of(value)));
        Map<String, Object> map = map(
                "loss", training.loss(),
                "optimizer", map(training.optimizer().name(), settings),
                "epochs", training.epochs(),
                "batch", training.batch(),
                "validation", Decimal.of(training.validation()));
        map.put(
                "early_stopping",
                training.earlyStopping().<Object>map(SpecText::earlyStopping).orElse(TrainingFormat.NONE));
        map.put("clip", clip(training.clip()));
        if (task == Task.CLASSIFICATION) {
            map.put("class_weight", classWeights(training.classWeights()));
        }
        return map;
    }

    private static Map<String, Object> earlyStopping(EarlyStopping stopping) {
        return map(
                "patience", stopping.patience(),
                "min_delta", Decimal.of(stopping.minDelta()),
                "monitor", stopping.monitor());
    }

    private static Object clip(Clipping clipping) {
        if (clipping instanceof ClipByGlobalNorm clip) {
            return map("norm", Decimal.of(clip.limit()));
        }
        if (clipping instanceof ClipByValue clip) {
            return map("value", Decimal.of(clip.limit()));
        }
        if (clipping instanceof NoClipping) {
            return TrainingFormat.NONE;
        }
        throw new AssertionError(clipping);
    }

    private static Object classWeights(ClassWeights classWeights) {
        if (classWeights instanceof ClassWeights.ByClass byClass) {
            Map<String, Object> weights = new LinkedHashMap<>();
            byClass.weights().forEach((name, weight) -> weights.put(name, Decimal.of(weight)));
            return weights;
        }
        return classWeights instanceof ClassWeights.Balanced ? TrainingFormat.BALANCED : TrainingFormat.NONE;
    }
}
