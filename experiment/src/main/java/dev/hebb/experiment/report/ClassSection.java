package dev.hebb.experiment.report;

import dev.hebb.metric.Confusion;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** What the model takes for what: confusion matrix, a row for each class, curves. */
final class ClassSection {
    private ClassSection() {}

    static Html of(ClassPredictions classes, Gallery gallery) {
        return Html.all(
                Page.section(
                        "What it takes for what",
                        Html.element(
                                "p",
                                "Each row holds the rows of one class, and where the model put them; the framed cells are right."),
                        Page.picture(gallery, ConfusionPicture.FILE)),
                Page.section(
                        "Class by class",
                        Html.element(
                                "p",
                                "Precision: when the model says this class, how often that is right. Recall: of the rows of this class, how many it finds. F1:"
                                        + " both in one."),
                        table(classes)),
                curves(classes, gallery));
    }

    private static Html curves(ClassPredictions classes, Gallery gallery) {
        if (gallery.get(CurvePictures.ROC).isEmpty()
                && gallery.get(CurvePictures.PRECISION_RECALL).isEmpty()) {
            return Html.none();
        }
        String which = CurvePictures.isSelection(classes)
                ? " Drawn are the classes that are easiest and hardest to tell."
                : "";
        return Page.section(
                "How well each class is told from the others",
                Html.element(
                        "p",
                        "The model can be made bolder or more careful with a class by asking for less or more certainty. Each point of a curve is one such"
                                + " choice. First picture: the closer to the upper left corner, the better; an area of 1 is perfect, 0.5 is guessing. "
                                + "Second picture: the closer to the upper right corner, the better." + which),
                Html.element(
                                "div",
                                Page.picture(gallery, CurvePictures.ROC),
                                Page.picture(gallery, CurvePictures.PRECISION_RECALL))
                        .with("class", "pair"));
    }

    private static Html table(ClassPredictions classes) {
        Confusion confusion = classes.confusion();
        List<String> names = classes.classes();
        HtmlTable table = HtmlTable.of("Class", "#Rows", "#Precision", "#Recall", "#F1", "+Most often taken for");
        for (int k = 0; k < names.size(); k++) {
            boolean isHeld = confusion.support(k) > 0;
            boolean isSaid = confusion.predictedAs(k) > 0;
            table = table.row(
                    Html.text(names.get(k)),
                    Html.text(FigureText.count(Math.round(confusion.support(k)))),
                    share(isSaid ? confusion.precision(k) : Double.NaN),
                    share(isHeld ? confusion.recall(k) : Double.NaN),
                    share(isHeld || isSaid ? confusion.f1(k) : Double.NaN),
                    Html.text(confusedWith(confusion, names, k)));
        }
        return table.html();
    }

    private static Html share(double value) {
        return Html.element("span", FigureText.percent(value))
                .with("title", Double.isNaN(value) ? "no such rows" : FigureText.exact(value));
    }

    private static String confusedWith(Confusion confusion, List<String> names, int actual) {
        OptionalInt most = IntStream.range(0, names.size())
                .filter(k -> k != actual && confusion.count(actual, k) > 0)
                .reduce((a, b) -> confusion.count(actual, b) > confusion.count(actual, a) ? b : a);
        return most.isEmpty()
                ? FigureText.NONE
                : names.get(most.getAsInt()) + " ("
                        + FigureText.count(Math.round(confusion.count(actual, most.getAsInt()))) + ")";
    }
}
