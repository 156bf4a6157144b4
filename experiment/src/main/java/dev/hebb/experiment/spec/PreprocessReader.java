package dev.hebb.experiment.spec;

import dev.hebb.data.Impute;
import dev.hebb.data.Scaling;
import dev.hebb.data.Unseen;
import java.util.List;
import java.util.OptionalDouble;

/** Reads the section {@code preprocess}. */
final class PreprocessReader {
    private PreprocessReader() {}

    static PreprocessSpec read(Fields top, Task task, SourceSpec source) {
        Fields preprocess = top.section("preprocess");
        boolean isTable = source instanceof SourceSpec.TableFile;
        for (String key : isTable ? List.of("pixels") : List.of("numeric", "categorical")) {
            preprocess.get(key).ifPresent(node -> {
                String needed = isTable ? "data.idx" : "data.file";
                throw node.wrong(key + " only with " + needed, "take " + key + " out");
            });
        }
        Fields numeric = preprocess.section("numeric");
        Fields categorical = preprocess.section("categorical");
        categorical.word("encode");
        return new PreprocessSpec(
                numeric.word("impute", Impute.class),
                numeric.flag("indicator"),
                numeric.word("scale", Scaling.class),
                categorical.word("unseen", Unseen.class),
                targetScale(preprocess, task),
                isTable
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(preprocess.section("pixels").number("divide")));
    }

    private static Scaling targetScale(Fields preprocess, Task task) {
        Fields target = preprocess.section("target");
        if (task == Task.REGRESSION) {
            return target.word("scale", Scaling.class);
        }
        preprocess.get("target").ifPresent(node -> {
            throw node.wrong("target only with task: regression", "take target out");
        });
        return Scaling.NONE;
    }
}
