package dev.hebb.cli;

import dev.hebb.experiment.PredictionCsv;
import dev.hebb.io.AtomicFile;
import dev.hebb.model.Predictor;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hebb predict MODEL DATA}. */
@Command(
        name = "predict",
        description = {
            "Predicts every row of a file and prints CSV: the prediction, and of classes the probability of each.",
            "Columns are found by their names, in any order; the target need not be there. Any number of rows."
        },
        footer = {
            "",
            "Examples:",
            "  hebb predict runs/penguins-001/model.safetensors new.csv",
            "  hebb predict model.safetensors new.csv.gz --keep id,name --output predictions.csv"
        })
final class PredictCommand implements Callable<Integer> {
    private static final int MOST_NOTICES = 20;

    private final Shell shell;
    private int told;

    @Parameters(index = "0", paramLabel = "MODEL", description = "The model, a .safetensors file in a run's folder.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path model;

    @Parameters(
            index = "1",
            paramLabel = "DATA",
            description = "A table with the columns that the model reads, or an idx file of images.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path data;

    @Option(
            names = "--keep",
            paramLabel = "COLUMN",
            description = "Columns of the data to copy in front of the predictions, with commas between; "
                    + PredictionCsv.ALL + " for every one.")
    private List<String> keep = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write to a file instead of standard output; it appears only once it is whole.")
    private Optional<Path> output = Optional.empty();

    PredictCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        try (Predictor predictor = Predictor.load(shell.resolve(model))) {
            PredictionCsv csv = new PredictionCsv(predictor, keep, this::tell);
            if (output.isPresent()) {
                AtomicFile.write(
                        shell.resolve(output.get()),
                        channel -> {
                            BufferedWriter out =
                                    new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
                            csv.write(shell.resolve(data), out);
                            out.flush();
                        },
                        written -> {});
            } else {
                csv.write(shell.resolve(data), new Checked());
            }
            return ExitCode.OK;
        }
    }

    private void tell(String notice) {
        if (told < MOST_NOTICES) {
            shell.err().println(Main.NAME + ": " + notice);
        } else if (told == MOST_NOTICES) {
            shell.err().println(Main.NAME + ": more notices of this kind are left out");
        }
        told++;
    }

    /** Standard output, which is looked after now and then: a full disk, or a reader that went away, must end the command. */
    private final class Checked implements Appendable {
        private static final int LINES_BETWEEN = 1024;
        private long lines;

        @Override
        public Appendable append(CharSequence text) {
            shell.out().append(text);
            return this;
        }

        @Override
        public Appendable append(CharSequence text, int start, int end) {
            shell.out().append(text, start, end);
            return this;
        }

        @Override
        public Appendable append(char c) {
            shell.out().append(c);
            if (c == '\n' && ++lines % LINES_BETWEEN == 0) {
                shell.flush();
            }
            return this;
        }
    }
}
