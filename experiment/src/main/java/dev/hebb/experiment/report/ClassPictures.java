package dev.hebb.experiment.report;

import java.util.ArrayList;
import java.util.List;

/** The pictures of a classification. */
final class ClassPictures {
    private ClassPictures() {}

    static List<Drawing> of(ClassPredictions classes) {
        if (classes.rows() == 0) {
            return List.of();
        }
        List<Drawing> drawings = new ArrayList<>(List.of(ConfusionPicture.of(classes.confusion(), classes.classes())));
        drawings.addAll(CurvePictures.of(classes));
        return drawings;
    }
}
