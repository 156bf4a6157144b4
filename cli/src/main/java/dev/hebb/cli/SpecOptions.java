package dev.hebb.cli;

import dev.hebb.data.Idx;
import dev.hebb.experiment.spec.AutoSpec;
import dev.hebb.experiment.spec.SpecException;
import dev.hebb.experiment.spec.SpecReader;
import dev.hebb.experiment.spec.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What to train on and how: a spec, or a table with some options. */
final class SpecOptions {
    private static final List<String> TASKS =
            Arrays.stream(Task.values()).map(Task::toString).toList();

    private static final String HIDDEN = "--hidden";
    private static final Pattern UNITS = Pattern.compile("[1-9]\\d{0,8}");

    @Parameters(
            paramLabel = "SPEC.yaml|DATA.csv",
            description =
                    "A spec: data, preprocessing, model and training in one file; or a table with a header (.csv, .csv.gz, .tsv).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            description = "Of a table: the column to predict; several, with commas, are predicted together.")
    private List<String> targets = new ArrayList<>();

    @Option(
            names = "--task",
            paramLabel = "TASK",
            description = "Of a table: classification or regression, instead of what its target looks like.")
    private Optional<String> task = Optional.empty();

    @Option(
            names = HIDDEN,
            paramLabel = "N",
            split = ",",
            description = "Of a table: units of the hidden layers, such as 64,32.")
    private List<String> hidden = new ArrayList<>();

    @Option(names = "--drop", paramLabel = "COLUMN", description = "Of a table: columns not to look at.")
    private List<String> drop = new ArrayList<>();

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the training rows, at most.")
    private Optional<String> epochs = Optional.empty();

    @Option(names = "--batch", paramLabel = "N", description = "Rows per update.")
    private Optional<String> batch = Optional.empty();

    @Option(names = "--lr", paramLabel = "RATE", description = "The learning rate.")
    private Optional<String> learningRate = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Decides which rows are held out, the first weights and the order of the rows.")
    private Optional<String> seed = Optional.empty();

    @Option(names = "--device", paramLabel = "NAME", description = "What to run on; hebb devices lists what there is.")
    private Optional<String> device = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overrides a key of the spec, such as training.epochs=5. May be given several times.")
    private List<String> overrides = new ArrayList<>();

    Path file() {
        return file;
    }

    Optional<String> device() {
        return device;
    }

    /** @throws RuntimeException for what cannot be read, and options that do not go with it */
    Made read(Shell shell) {
        Map<String, String> given = new LinkedHashMap<>();
        overrides.forEach(text -> given.put(text, "--set " + text));
        epochs.ifPresent(number -> given.put("training.epochs=" + number, "--epochs " + number));
        batch.ifPresent(number -> given.put("training.batch=" + number, "--batch " + number));
        learningRate.ifPresent(number -> given.put("training.lr=" + number, "--lr " + number));
        seed.ifPresent(number -> given.put("seed=" + number, "--seed " + number));
        Path path = shell.resolve(file);
        try {
            return isSpec(path) ? spec(path, List.copyOf(given.keySet())) : table(path, List.copyOf(given.keySet()));
        } catch (SpecException e) {
            throw new SpecException(asGiven(String.valueOf(e.getMessage()), given));
        }
    }

    /** A complaint about an override names the option that it came from. */
    private static String asGiven(String message, Map<String, String> given) {
        String said = message;
        for (Map.Entry<String, String> one : given.entrySet()) {
            said = said.replace("--set " + one.getKey(), one.getValue());
        }
        return said;
    }

    private static boolean isSpec(Path path) {
        String name = path.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    private Made spec(Path path, List<String> all) {
        Map.of(
                        "--target",
                        !targets.isEmpty(),
                        "--task",
                        task.isPresent(),
                        HIDDEN,
                        !hidden.isEmpty(),
                        "--drop",
                        !drop.isEmpty())
                .forEach((option, isGiven) -> {
                    if (isGiven) {
                        throw new SpecException("expected " + option + " with a table but got it with the spec " + file
                                + "; change the spec, or override a key of it with --set");
                    }
                });
        return new Made(SpecReader.read(path, all), List.of());
    }

    private Made table(Path path, List<String> all) {
        AutoSpec.Options given = AutoSpec.Options.target(targets.toArray(String[]::new))
                .drop(drop)
                .overrides(all);
        if (task.isPresent()) {
            given = given.task(task(task.get()));
        }
        if (!hidden.isEmpty()) {
            given = given.hidden(hidden.stream().map(SpecOptions::units).toList());
        }
        if (Idx.isIdx(path)) {
            throw new SpecException("expected a table or a spec but got the idx file " + file
                    + "; write a spec that names it in data.idx, as examples/mnist.yaml does");
        }
        AutoSpec made = auto(path, given);
        return new Made(made.spec(), made.notices());
    }

    private AutoSpec auto(Path path, AutoSpec.Options given) {
        try {
            return AutoSpec.of(path, given);
        } catch (SpecException e) {
            throw targets.isEmpty() ? new SpecException(e.getMessage() + " with --target") : e;
        }
    }

    private static int units(String text) {
        if (!UNITS.matcher(text).matches()) {
            throw new SpecException("expected units of hidden layers, whole numbers from 1 such as 64,32, but got '"
                    + text + "' at " + HIDDEN);
        }
        return Integer.parseInt(text);
    }

    private static Task task(String name) {
        int index = TASKS.indexOf(name);
        if (index < 0) {
            throw new SpecException("expected one of the tasks " + TASKS + " but got '" + name + "' at --task");
        }
        return Task.values()[index];
    }
}
