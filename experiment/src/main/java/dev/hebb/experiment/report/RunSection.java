package dev.hebb.experiment.report;

import java.util.Locale;

/** The model, the settings, the machine, and how to do it again. */
final class RunSection {
    private RunSection() {}

    static Html of(RunSummary run) {
        return Html.all(
                Page.section(
                        "Model",
                        Html.element(
                                "p",
                                FigureText.count(run.model().parameters(), "number")
                                        + " were learned. Computed by the backend "
                                        + run.model().backend() + " on "
                                        + run.model().device() + "."),
                        pre(run.model().summary())),
                Page.section(
                        "Settings", Html.element("p", "Everything that was chosen, also by default."), pre(run.spec())),
                Page.section("Time and machine", machine(run)),
                reproduce(run));
    }

    private static Html pre(String text) {
        return Html.element("pre", text).with("tabindex", "0");
    }

    private static Html machine(RunSummary run) {
        Machine machine = run.machine();
        String ended =
                run.history().stopReason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        HtmlTable table = HtmlTable.of("What", "Value")
                .row("Time in all", FigureText.seconds(run.timing().seconds()))
                .row("Time of training", FigureText.seconds(run.history().seconds()))
                .row("Epochs", FigureText.count(run.history().epochs().size()) + " (" + ended + ")")
                .row("Steps", FigureText.count(run.history().steps()))
                .row("Training rows per second", FigureText.brief(run.timing().rowsPerSecond()))
                .row("Processor", machine.processor() + ", " + FigureText.count(machine.cores(), "core"));
        if (machine.memoryBytes() > 0) {
            table = table.row("Memory", FigureText.gibibytes(machine.memoryBytes()));
        }
        return table.row("System", machine.system()).row("Java", machine.java()).html();
    }

    private static Html reproduce(RunSummary run) {
        return run.commands().isEmpty()
                ? Html.none()
                : Page.section("How to do it again", pre(String.join("\n", run.commands())));
    }
}
