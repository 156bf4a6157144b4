package dev.hebb.experiment.spec;

import dev.hebb.data.Impute;
import dev.hebb.data.Scaling;
import dev.hebb.data.Unseen;
import dev.hebb.experiment.spec.Kind.Word;
import java.util.List;

/** The keys of {@code preprocess}. */
final class PreprocessFormat {
    static final Section NUMERIC = Section.of(
            "preprocess.numeric",
            "How numeric columns are prepared; fitted on the training rows, column by column. Tables only.",
            Key.word(
                    "impute",
                    "a way to impute",
                    Impute.class,
                    Impute.MEDIAN,
                    "What stands in for a missing number: a figure of the column; with `none` it is an error."),
            Key.flag("indicator", false, "Whether a column that misses numbers gets another one that says where."),
            Key.word(
                    "scale",
                    "a scale",
                    Scaling.class,
                    Scaling.STANDARD,
                    "To mean 0 and standard deviation 1, to the range 0 to 1, to median 0 and interquartile range 1, or not at all."));

    static final Section CATEGORICAL = Section.of(
            "preprocess.categorical",
            "How text columns are prepared. Tables only.",
            Key.of(
                    "encode",
                    new Word("a way to encode", List.of("one-hot")),
                    "one-hot",
                    "A number for every category: 1 where the row has it, else 0."),
            Key.word(
                    "unseen",
                    "what to do with an unseen category",
                    Unseen.class,
                    Unseen.ERROR,
                    "Whether a category that the training rows did not have is an error, or ignored with a notice."));

    static final Section TARGET = Section.of(
            "preprocess.target",
            "How the targets of regression are prepared; scores are in the target's own units.",
            Key.word("scale", "a scale", Scaling.class, Scaling.STANDARD, "As for numeric columns."));

    static final Section PIXELS = Section.of(
            "preprocess.pixels",
            "How pictures are prepared; with `idx` only.",
            Key.of("divide", Range.POSITIVE, PreprocessSpec.DEFAULT_PIXELS_DIVIDE, "What every pixel is divided by."));

    static final Section PREPROCESS = Section.of(
            "preprocess",
            "How the data becomes numbers that a network can learn from.",
            Key.of("numeric", NUMERIC),
            Key.of("categorical", CATEGORICAL),
            Key.of("target", TARGET),
            Key.of("pixels", PIXELS));

    private PreprocessFormat() {}
}
