package dev.hebb.cli;

import dev.hebb.experiment.Evaluation;
import dev.hebb.experiment.SavedModel;
import dev.hebb.experiment.Scores;
import dev.hebb.model.Attachment;
import dev.hebb.model.Model;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hebb evaluate MODEL DATA}. */
@Command(
        name = "evaluate",
        description = "Scores a model that hebb train made on the rows of a file, all of which have a target.",
        footer = {
            "",
            "Examples:",
            "  hebb evaluate runs/digits-001/model.safetensors runs/digits-001/test.csv",
            "  hebb evaluate model.safetensors t10k-images-idx3-ubyte.gz t10k-labels-idx1-ubyte.gz"
        })
final class EvaluateCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(index = "0", paramLabel = "MODEL", description = "The model, a .safetensors file in a run's folder.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path model;

    @Parameters(
            index = "1",
            paramLabel = "DATA",
            description = "A table with the columns that the model was trained on, or an idx file of images.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path data;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "LABELS",
            description = "Of images: the idx file of their labels.")
    private Optional<Path> labels = Optional.empty();

    @Option(names = "--json", description = "Print one JSON object on standard output, and nothing else there.")
    private boolean isJson;

    EvaluateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (Model loaded = Model.load(shell.resolve(model))) {
            Attachment.Prepared rows =
                    new SavedModel(loaded.attachment()).rows(shell.resolve(data), labels.map(shell::resolve));
            rows.notices().forEach(notice -> shell.err().println(Main.NAME + ": " + notice));
            Evaluation evaluation = Evaluation.of(loaded, rows.data());
            if (isJson) {
                JsonEvents.scores(shell.out(), evaluation.scores(), rows.data().rows());
            } else {
                shell.out()
                        .println(String.format(
                                Locale.ROOT,
                                "Scores on the %,d rows of %s:",
                                rows.data().rows(),
                                data));
                Scores.lines(evaluation.scores()).forEach(shell.out()::println);
            }
            return ExitCode.OK;
        }
    }
}
