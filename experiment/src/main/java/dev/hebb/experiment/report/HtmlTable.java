package dev.hebb.experiment.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table in a box that scrolls where the screen is narrow. Immutable.
 *
 * @param heads one per column; a head that begins with {@code #} is that of a column of numbers
 */
record HtmlTable(List<String> heads, List<List<Html>> rows) {
    private static final String NUMBERS = "#";

    HtmlTable {
        heads = List.copyOf(heads);
        rows = List.copyOf(rows);
    }

    static HtmlTable of(String... heads) {
        return new HtmlTable(Arrays.asList(heads), List.of());
    }

    HtmlTable head(String head) {
        List<String> more = new ArrayList<>(heads);
        more.add(head);
        return new HtmlTable(more, rows);
    }

    HtmlTable row(List<Html> cells) {
        List<List<Html>> more = new ArrayList<>(rows);
        more.add(List.copyOf(cells));
        return new HtmlTable(heads, more);
    }

    HtmlTable row(Html... cells) {
        return row(Arrays.asList(cells));
    }

    HtmlTable row(String... cells) {
        return row(Arrays.stream(cells).map(Html::text).toList());
    }

    private boolean isNumbers(int column) {
        return heads.get(column).startsWith(NUMBERS);
    }

    Html html() {
        List<Html> titles = IntStream.range(0, heads.size())
                .mapToObj(i -> (Html) classed(Html.element("th", heads.get(i).replaceFirst("^" + NUMBERS, "")), i))
                .toList();
        List<Html> lines = rows.stream()
                .map(row -> (Html) Html.element(
                        "tr",
                        Html.all(IntStream.range(0, row.size())
                                .mapToObj(i -> classed(Html.element(i == 0 ? "th" : "td", row.get(i)), i))
                                .toList())))
                .toList();
        Html head = Html.element("thead", Html.element("tr", Html.all(titles)));
        return Html.element("div", Html.element("table", head, Html.element("tbody", Html.all(lines))))
                .with("class", "scroll")
                .with("tabindex", "0");
    }

    private Html.Element classed(Html.Element cell, int column) {
        return isNumbers(column) ? cell.with("class", "n") : cell;
    }
}
