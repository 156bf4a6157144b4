package dev.hebb.backend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses a backend: the one named, else the one that the system property {@value #PROPERTY} names, else the environment variable {@value #ENVIRONMENT},
 * else the usable one of the highest rank that is not negative. One line in the log says which, and why each other was not.
 */
public final class Backends {
    public static final String PROPERTY = "hebb.backend";
    public static final String ENVIRONMENT = "HEBB_BACKEND";

    private static final Logger LOG = LoggerFactory.getLogger(Backends.class);

    /** Broken entries of service files after which the search for more ends. */
    private static final int MOST_FAILURES = 100;

    /**
     * A backend that was found.
     *
     * @param name what it is chosen by; of a provider that does not load, its class
     */
    public record Entry(String name, int rank, Probe probe) {}

    private Backends() {}

    /**
     * Opens the backend that property, environment or rank choose.
     *
     * @throws BackendException where the one that is named is unknown or unusable, or none is usable
     */
    public static Backend open() {
        return open(Optional.empty());
    }

    /**
     * Opens the backend called {@code name}.
     *
     * @throws BackendException where it is unknown or unusable
     */
    public static Backend open(String name) {
        return open(Optional.of(name));
    }

    private static Backend open(Optional<String> name) {
        return open(
                name,
                System.getProperty(PROPERTY, ""),
                Objects.requireNonNullElse(System.getenv(ENVIRONMENT), ""),
                providers());
    }

    /** Every backend that was found, the highest rank first, each with the answer of its probe. */
    public static List<Entry> list() {
        return list(providers());
    }

    static List<Entry> list(List<BackendProvider> providers) {
        return sorted(providers)
                .map(provider -> new Entry(provider.name(), provider.rank(), probe(provider)))
                .toList();
    }

    /**
     * @param property the value of {@link #PROPERTY}; empty for none
     * @param environment the value of {@link #ENVIRONMENT}; empty for none
     */
    static Backend open(Optional<String> name, String property, String environment, List<BackendProvider> providers) {
        if (name.isPresent()) {
            return named(name.get(), "", providers);
        } else if (!property.isBlank()) {
            return named(property.strip(), ", named by the system property " + PROPERTY, providers);
        } else if (!environment.isBlank()) {
            return named(environment.strip(), ", named by the environment variable " + ENVIRONMENT, providers);
        }
        return best(providers);
    }

    private static Backend named(String name, String where, List<BackendProvider> providers) {
        BackendProvider provider = sorted(providers)
                .filter(any -> any.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BackendException(
                        "expected one of the backends " + names(providers) + " but got '" + name + "'" + where));
        if (probe(provider) instanceof Probe.Unusable unusable) {
            throw new BackendException(
                    "expected a usable backend but got '" + name + "'" + where + ": " + unusable.reason());
        }
        Backend backend = provider.open();
        LOG.info("backend {} on {}{}", name, backend.device(), where);
        return backend;
    }

    private static Backend best(List<BackendProvider> providers) {
        List<String> others = new ArrayList<>();
        Optional<BackendProvider> chosen = Optional.empty();
        for (BackendProvider provider : sorted(providers).toList()) {
            if (chosen.isPresent()) {
                others.add(provider.name() + (provider.rank() < 0 ? ": only by name" : ": lower rank"));
            } else if (probe(provider) instanceof Probe.Unusable unusable) {
                others.add(provider.name() + ": " + unusable.reason());
            } else if (provider.rank() < 0) {
                others.add(provider.name() + ": only by name");
            } else {
                chosen = Optional.of(provider);
            }
        }
        String rest = String.join("; ", others);
        if (chosen.isEmpty()) {
            throw new BackendException("expected a usable backend but there is none: "
                    + (rest.isEmpty() ? "no provider was found" : rest));
        }
        Backend backend = chosen.get().open();
        LOG.info("backend {} on {}; not chosen: {}", backend.name(), backend.device(), rest.isEmpty() ? "none" : rest);
        return backend;
    }

    private static Stream<BackendProvider> sorted(List<BackendProvider> providers) {
        return providers.stream()
                .sorted(Comparator.comparingInt(BackendProvider::rank)
                        .reversed()
                        .thenComparing(BackendProvider::name));
    }

    private static String names(List<BackendProvider> providers) {
        return sorted(providers).map(BackendProvider::name).collect(Collectors.joining(", ", "[", "]"));
    }

    /** What the provider says; a probe that fails although it must not counts as unusable. */
    private static Probe probe(BackendProvider provider) {
        try {
            return provider.probe();
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("the probe of backend {} failed", provider.name(), e);
            return new Probe.Unusable("its probe failed: " + e);
        }
    }

    /** The providers that the thread's context class loader sees, and those of Hebb's own. */
    private static List<BackendProvider> providers() {
        List<BackendProvider> found = new ArrayList<>();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        if (context != null) {
            found.addAll(load(ServiceLoader.load(BackendProvider.class, context)));
        }
        for (BackendProvider provider :
                load(ServiceLoader.load(BackendProvider.class, Backends.class.getClassLoader()))) {
            if (found.stream().noneMatch(other -> other.name().equals(provider.name()))) {
                found.add(provider);
            }
        }
        return found;
    }

    /** The providers that load, and for each that does not one that says why. */
    static List<BackendProvider> load(Iterable<BackendProvider> services) {
        List<BackendProvider> found = new ArrayList<>();
        Iterator<BackendProvider> each = services.iterator();
        int failures = 0;
        while (failures < MOST_FAILURES) {
            try {
                if (!each.hasNext()) {
                    break;
                }
                found.add(each.next());
            } catch (ServiceConfigurationError | LinkageError e) {
                failures++;
                found.add(new Broken(e));
            }
        }
        return found;
    }

    /** Stands for a provider that does not load. */
    private record Broken(Throwable error) implements BackendProvider {
        @Override
        public String name() {
            String message = String.valueOf(error.getMessage());
            return Stream.of(message.split("[\\s:/]+"))
                    .filter(word ->
                            word.matches("[\\w$]+(\\.[\\w$]+)+") && !word.equals(BackendProvider.class.getName()))
                    .findFirst()
                    .orElse("a provider");
        }

        @Override
        public int rank() {
            return 0;
        }

        @Override
        public Probe probe() {
            Throwable cause = error.getCause() == null ? error : error.getCause();
            return new Probe.Unusable(
                    "its provider does not load: " + (cause == error ? "" : error.getMessage() + ": ") + cause);
        }

        @Override
        public Backend open() {
            throw new BackendException("the provider does not load: " + error.getMessage(), error);
        }
    }
}
