package dev.hebb.experiment;

import dev.hebb.backend.BackendException;
import dev.hebb.backend.Backends;
import dev.hebb.backend.NullBackend;
import dev.hebb.backend.Probe;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a model can run on, as the command line names it: a backend, {@code cuda}, or one of its devices, {@code cuda:0}. */
public final class Devices {
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9-]+)(?::(\\d{1,4}))?");

    private Devices() {}

    /** What there is, the best first; without the null backend, which computes nothing. */
    public static List<Backends.Entry> list() {
        return Backends.list().stream()
                .filter(entry -> !entry.name().equals(NullBackend.NAME))
                .toList();
    }

    /** The backend that system property or environment name, if they do. */
    public static Optional<String> named() {
        return Optional.ofNullable(System.getProperty(Backends.PROPERTY))
                .or(() -> Optional.ofNullable(System.getenv(Backends.ENVIRONMENT)))
                .map(String::strip)
                .filter(name -> !name.isEmpty());
    }

    /**
     * The backend that a device belongs to.
     *
     * @throws BackendException for a device that there is not, with those that there are
     */
    public static String backend(String device) {
        List<Backends.Entry> all = list();
        List<String> names = all.stream().map(Backends.Entry::name).toList();
        Matcher matcher = NAME.matcher(device);
        String wanted = matcher.matches() ? matcher.group(1) : device;
        Backends.Entry entry = all.stream()
                .filter(any -> any.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new BackendException("expected one of the devices " + names + " but got '" + device
                        + "'; hebb devices lists those that can be used"));
        if (entry.probe() instanceof Probe.Unusable unusable) {
            throw new BackendException("expected a usable device but got '" + device + "': " + unusable.reason()
                    + "; hebb devices lists those that can be used");
        }
        boolean isNumbered = matcher.matches() && matcher.group(2) != null;
        if (isNumbered && Integer.parseInt(matcher.group(2)) > 0) {
            throw new BackendException("expected the only device of " + wanted + ", " + wanted + ":0, but got '"
                    + device + "'; hebb devices lists those that can be used");
        }
        return wanted;
    }
}
