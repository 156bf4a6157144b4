package dev.hebb.experiment.report;

import dev.hebb.train.History;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that the report of a training run shows.
 *
 * @param title what the run is called
 * @param when the run began
 * @param spec the resolved spec as YAML
 * @param data the rows and columns before preprocessing
 * @param history the figures of the epochs; without any where training did not finish one
 * @param outcome what the model predicts for the held-out rows
 * @param notices what preprocessing dropped or filled in, one sentence each
 * @param warnings what to look at, one sentence each; see {@link Diagnosis}
 * @param commands what to type to do this run again, and to use its model
 */
public record RunSummary(
        String title,
        ZonedDateTime when,
        String spec,
        DataProfile data,
        History history,
        Outcome outcome,
        ModelProfile model,
        Machine machine,
        Timing timing,
        List<String> notices,
        List<String> warnings,
        List<String> commands) {
    public RunSummary {
        notices = List.copyOf(notices);
        warnings = List.copyOf(warnings);
        commands = List.copyOf(commands);
    }

    /** The same run with more warnings behind those it has. */
    public RunSummary withWarnings(List<String> more) {
        return with(notices, joined(warnings, more));
    }

    /** The same run with more notices behind those it has. */
    public RunSummary withNotices(List<String> more) {
        return with(joined(notices, more), warnings);
    }

    private RunSummary with(List<String> allNotices, List<String> allWarnings) {
        return new RunSummary(
                title, when, spec, data, history, outcome, model, machine, timing, allNotices, allWarnings, commands);
    }

    private static List<String> joined(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
