package dev.hebb.experiment.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** The report as one HTML page that is XML too, needs no network and no script, and holds its pictures. */
final class Page {
    private static final String SHEET = "report.css";
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm z", Locale.ENGLISH);

    private Page() {}

    static String of(RunSummary run, Gallery gallery) {
        Html head = Html.element(
                "head",
                Html.element("meta").with("charset", "UTF-8"),
                Html.element("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1"),
                Html.element("meta").with("name", "color-scheme").with("content", "light dark"),
                Html.element("title", run.title() + " – Hebb"),
                Html.style(sheet()));
        Html body = Html.element("body", Html.element("main", Html.all(content(run, gallery))));
        StringBuilder out = new StringBuilder("<!DOCTYPE html>\n");
        Html.element("html", head, body).with("lang", "en").writeTo(out);
        return out.append('\n').toString();
    }

    private static List<Html> content(RunSummary run, Gallery gallery) {
        List<Html> parts = new ArrayList<>();
        parts.add(Html.element("h1", run.title()));
        parts.add(Html.element("p", Verdict.of(run)).with("class", "verdict"));
        parts.add(Html.element("p", run.when().format(WHEN)).with("class", "faint"));
        parts.add(warnings(run.warnings()));
        parts.add(ScoreSection.of(run));
        parts.add(learningCurve(run, gallery));
        if (run.outcome().predictions() instanceof ClassPredictions classes) {
            parts.add(ClassSection.of(classes, gallery));
        } else if (run.outcome().predictions() instanceof TargetPredictions targets) {
            parts.add(TargetSection.of(targets, gallery));
        }
        parts.add(DataSection.of(run));
        parts.add(RunSection.of(run));
        return parts;
    }

    private static Html warnings(List<String> warnings) {
        return warnings.isEmpty()
                ? Html.none()
                : Html.element("section", Html.element("h2", "To look at"), list(warnings))
                        .with("class", "warnings");
    }

    private static Html learningCurve(RunSummary run, Gallery gallery) {
        int epochs = run.history().epochs().size();
        String text = epochs == 0
                ? "No epoch was finished."
                : "How training went over " + FigureText.count(epochs, "epoch")
                        + ". An epoch is one pass over the training rows. The validation rows are not trained on: where their line turns and gets worse while"
                        + " the other still gets better, the model begins to learn the training rows by heart.";
        return section("Learning curve", Html.element("p", text), picture(gallery, LearningCurve.FILE));
    }

    static Html section(String title, Html... content) {
        return Html.element("section", Html.element("h2", title)).add(content);
    }

    static Html list(List<String> sentences) {
        return Html.element(
                "ul",
                Html.all(sentences.stream()
                        .map(sentence -> Html.element("li", sentence))
                        .toList()));
    }

    /** Nothing where the picture could not be drawn. */
    static Html picture(Gallery gallery, String fileName) {
        return gallery.get(fileName).map(Page::image).orElseGet(Html::none);
    }

    private static Html image(Picture picture) {
        return Html.element("img")
                .with("src", "data:image/png;base64," + Base64.getEncoder().encodeToString(picture.png()))
                .with("alt", picture.description())
                .with("width", Integer.toString(picture.width()))
                .with("height", Integer.toString(picture.height()));
    }

    private static String sheet() {
        try (InputStream in = Page.class.getResourceAsStream(SHEET)) {
            if (in == null) {
                throw new IllegalStateException(
                        "expected the resource " + SHEET + " beside Page but it is missing; build again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("expected to read the resource " + SHEET + " but got " + e, e);
        }
    }
}
