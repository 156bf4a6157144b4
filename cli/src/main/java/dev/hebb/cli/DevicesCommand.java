package dev.hebb.cli;

import dev.hebb.backend.Backends;
import dev.hebb.backend.Probe;
import dev.hebb.experiment.Devices;
import java.util.List;
import java.util.Optional;
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
        Optional<String> named = Devices.named();
        boolean isTaken = named.isPresent();
        for (Backends.Entry entry : all) {
            String name = String.format("%-" + (width + 2) + "s", entry.name());
            if (entry.probe() instanceof Probe.Usable usable) {
                boolean isFirst = !isTaken && entry.rank() >= 0;
                isTaken |= isFirst;
                shell.out().println(name + usable.device() + remark(entry, isFirst, named));
            } else if (entry.probe() instanceof Probe.Unusable unusable) {
                shell.out().println(name + "cannot be used: " + unusable.reason());
            }
        }
        named.filter(name -> all.stream().noneMatch(entry -> entry.name().equals(name)))
                .ifPresent(name -> shell.out()
                        .println("The environment or a system property names '" + name + "', which there is not."));
        if (all.isEmpty()) {
            shell.out().println("none: no backend is on the class path");
        }
        return ExitCode.OK;
    }

    private static String remark(Backends.Entry entry, boolean isFirst, Optional<String> named) {
        if (named.equals(Optional.of(entry.name()))) {
            return "  (taken: named by the environment or a system property)";
        }
        return isFirst ? "  (taken unless another is named)" : entry.rank() < 0 ? "  (only by name)" : "";
    }
}
