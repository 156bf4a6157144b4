package dev.hebb.experiment.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table in a box that scrolls where the screen is narrow. Immutable.
 *
 * @param heads one per column; a head that begins with {@code #} is that of a column of numbers, with {@code +} that of long texts
 */
record HtmlTable(List<String> heads, List<List<Html>> rows) {
    private static final String NUMBERS = "#";
    private static final String LONG = "+";

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

    Html html() {
        List<Html> titles = IntStream.range(0, heads.size())
                .mapToObj(i -> (Html) classed(Html.element("th", title(i)), i))
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

    private String title(int column) {
        String head = heads.get(column);
        return head.startsWith(NUMBERS) || head.startsWith(LONG) ? head.substring(1) : head;
    }

    private Html.Element classed(Html.Element cell, int column) {
        String head = heads.get(column);
        if (head.startsWith(NUMBERS)) {
            return cell.with("class", "n");
        }
        return head.startsWith(LONG) ? cell.with("class", "wide") : cell;
    }
}
