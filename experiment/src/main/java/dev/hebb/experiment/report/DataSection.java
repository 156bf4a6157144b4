package dev.hebb.experiment.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The rows and columns as they were before preprocessing. */
final class DataSection {
    private static final int VALUE_LENGTH = 30;

    private DataSection() {}

    static Html of(RunSummary run) {
        DataProfile data = run.data();
        return Page.section(
                "Data",
                Html.element("p", rows(data)),
                run.notices().isEmpty() ? Html.none() : Page.list(run.notices()),
                classes(data.classes()),
                columns(data.columns()));
    }

    private static String rows(DataProfile data) {
        RowCounts rows = data.rows();
        String shape = data.imageShape()
                .map(image -> ", each an image of " + image + " pixels")
                .orElse("");
        String left = rows.withoutTarget() == 0
                ? ""
                : FigureText.count(rows.withoutTarget()) + " left out because their target is missing, ";
        return FigureText.count(rows.all(), "row") + shape + ": " + left + FigureText.count(rows.train())
                + " to train on, " + FigureText.count(rows.validation()) + " to validate, "
                + FigureText.count(rows.heldOut()) + " held out.";
    }

    private static Html classes(List<ClassCount> classes) {
        if (classes.isEmpty()) {
            return Html.none();
        }
        HtmlTable table = HtmlTable.of("Class", "#Training rows", "#Validation rows", "#Held-out rows");
        for (ClassCount one : classes) {
            table = table.row(
                    one.name(),
                    FigureText.count(one.train()),
                    FigureText.count(one.validation()),
                    FigureText.count(one.heldOut()));
        }
        return Html.all(Html.element("h3", "Rows of each class"), table.html());
    }

    private static Html columns(List<ColumnProfile> columns) {
        if (columns.isEmpty()) {
            return Html.none();
        }
        HtmlTable table = HtmlTable.of("Column", "+Used as", "#Missing", "#Distinct", "+Values");
        for (ColumnProfile column : columns) {
            table = table.row(
                    Html.text(column.use().name()),
                    Html.text(use(column.use())),
                    Html.text(missing(column)),
                    Html.text(FigureText.count(column.distinct()) + (column.isDistinctAtLeast() ? " or more" : "")),
                    Html.text(values(column)));
        }
        return Html.all(Html.element("h3", "Columns"), table.html());
    }

    private static String use(ColumnUse use) {
        String role = use.role().name().toLowerCase(Locale.ROOT);
        return use.reason().isEmpty() ? role : role + ": " + use.reason();
    }

    private static String missing(ColumnProfile column) {
        return column.missing() == 0
                ? "0"
                : FigureText.count(column.missing()) + " (" + FigureText.percent(column.missingShare()) + ")";
    }

    private static String values(ColumnProfile column) {
        return column.numbers()
                .map(numbers -> FigureText.brief(numbers.min()) + " to " + FigureText.brief(numbers.max()) + ", mean "
                        + FigureText.brief(numbers.mean()) + ", median " + FigureText.brief(numbers.median()))
                .orElseGet(() -> column.frequent().stream()
                        .map(value -> FigureText.cut(value.value(), VALUE_LENGTH) + " ("
                                + FigureText.count(value.rows()) + ")")
                        .collect(Collectors.joining(", ")));
    }
}
