package dev.hebb.cli;

import dev.hebb.data.Dataset;
import dev.hebb.experiment.Columns;
import dev.hebb.experiment.Scores;
import dev.hebb.model.Model;
import dev.hebb.train.DataMismatchException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hebb evaluate MODEL DATA.csv}. */
@Command(name = "evaluate", description = "Scores a saved model on the rows of a table.")
final class EvaluateCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A model file that hebb train wrote.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Parameters(
            index = "1",
            paramLabel = "DATA.csv",
            description = "Rows with the columns that the model was trained on, in any order; also as .csv.gz.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path data;

    EvaluateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (Model model = Model.load(shell.resolve(file))) {
            if (model.compiledFor().isEmpty()) {
                throw new DataMismatchException("expected a model with a loss but got one that was saved without in "
                        + file + "; compile it in code and save it again");
            }
            Columns columns = Columns.of(model.attachment());
            Dataset raw = columns.dataset(columns.read(shell.resolve(data)));
            shell.out().println("Scores on the " + raw.rows() + " rows of " + data + ":");
            Scores.lines(model.evaluate(model.attachment().prepare(raw))).forEach(shell.out()::println);
            return ExitCode.OK;
        }
    }
}
