package dev.hebb.cli;

import dev.hebb.backend.Backends;
import dev.hebb.backend.Probe;
import dev.hebb.experiment.Devices;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code hebb devices}. */
@Command(
        name = "devices",
        description = {
            "Lists what a model can run on, the one that is taken unless another is named first, and why others cannot be used.",
            "Another one: --device NAME, the environment variable " + Backends.ENVIRONMENT + " or the system property "
                    + Backends.PROPERTY + "."
        })
final class DevicesCommand implements Callable<Integer> {
    private final Shell shell;

    DevicesCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        List<Backends.Entry> all = Devices.list();
        int width = all.stream().mapToInt(entry -> entry.name().length()).max().orElse(0);
        boolean isFirst = true;
        for (Backends.Entry entry : all) {
            String name = "%-" + (width + 2) + "s";
            if (entry.probe() instanceof Probe.Usable usable) {
                boolean isChosen = isFirst && entry.rank() >= 0;
                isFirst &= !isChosen;
                shell.out()
                        .println(String.format(name, entry.name())
                                + usable.device()
                                + (isChosen
                                        ? "  (taken unless another is named)"
                                        : entry.rank() < 0 ? "  (only by name)" : ""));
            } else if (entry.probe() instanceof Probe.Unusable unusable) {
                shell.out().println(String.format(name, entry.name()) + "cannot be used: " + unusable.reason());
            }
        }
        if (all.isEmpty()) {
            shell.out().println("none: no backend is on the class path");
        }
        return ExitCode.OK;
    }
}
