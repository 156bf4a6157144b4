package dev.hebb.experiment.report;

import java.util.List;

/** The pictures of a classification. */
final class ClassPictures {
    private ClassPictures() {}

    static List<Drawing> of(ClassPredictions classes) {
        return classes.rows() == 0 ? List.of() : List.of(ConfusionPicture.of(classes.confusion(), classes.classes()));
    }
}
