package dev.hebb.model;

import dev.hebb.backend.Arena;
import dev.hebb.backend.Backend;
import dev.hebb.backend.BackendException;
import dev.hebb.backend.BackendProvider;
import dev.hebb.backend.Backends;
import dev.hebb.backend.Executable;
import dev.hebb.backend.Probe;
import dev.hebb.compile.ArenaSpec;
import dev.hebb.compile.Plan;
import dev.hebb.compile.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The reference backend under a name of its own, {@link #NAME}, which remembers what was allocated and linked and fails when it is told to. Found through the
 * context class loader between {@link #install} and {@link #close}, with one that is not usable, {@link #UNUSABLE}.
 */
public final class Recorder implements AutoCloseable {
    static final String NAME = "recorder";
    static final String UNUSABLE = "broken-card";
    static final String REASON = "no card of this kind; put one in";

    private static volatile Recorder current;

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final List<Arena> arenas = new ArrayList<>();
    private final List<String> linked = new ArrayList<>();
    private final List<Map<String, String>> tuned = new ArrayList<>();
    private volatile Map<String, String> tuning = Map.of();
    private final AtomicInteger openBackends = new AtomicInteger();
    private final Path folder;
    private int callsUntilFailure = Integer.MAX_VALUE;

    private Recorder(Path folder) {
        this.folder = folder;
    }

    static Recorder install() {
        try {
            Path folder = Files.createTempDirectory("hebb-recorder");
            Path services = Files.createDirectories(folder.resolve("META-INF/services"));
            Files.writeString(
                    services.resolve(BackendProvider.class.getName()),
                    Provider.class.getName() + "\n" + UnusableProvider.class.getName() + "\n");
            current = new Recorder(folder);
            Thread.currentThread().setContextClassLoader(new URLClassLoader(new URL[] {url(folder)}, current.before));
            return current;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(Path folder) throws MalformedURLException {
        return folder.toUri().toURL();
    }

    /** The {@code number}th allocation or link from now on, counted from 1, fails, and those after it do not. */
    synchronized void failAt(int number) {
        callsUntilFailure = number;
    }

    private synchronized void call(String what) {
        if (--callsUntilFailure == 0) {
            throw new BackendException("expected memory for " + what + " but this one is made to fail");
        }
    }

    private synchronized <T> T added(List<T> list, T item) {
        list.add(item);
        return item;
    }

    /** How often memory was asked for. */
    synchronized int allocations() {
        return arenas.size();
    }

    /** The plans that were linked, as text. */
    synchronized List<String> linked() {
        return List.copyOf(linked);
    }

    /** What its backends say they chose, from now on. */
    void tuning(Map<String, String> choices) {
        tuning = choices;
    }

    /** The choices that backends were given, one entry for each time. */
    synchronized List<Map<String, String>> tuned() {
        return List.copyOf(tuned);
    }

    /** The bytes of everything that is open now. */
    synchronized long openBytes() {
        return arenas.stream()
                .filter(Recorder::isOpen)
                .mapToLong(arena -> arena.spec().bytes())
                .sum();
    }

    int openBackends() {
        return openBackends.get();
    }

    private static boolean isOpen(Arena arena) {
        try {
            arena.read(0, new float[0], 0, 0);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    @Override
    public void close() {
        Thread.currentThread().setContextClassLoader(before);
        current = null;
        try {
            Path services = folder.resolve("META-INF/services");
            Files.delete(services.resolve(BackendProvider.class.getName()));
            Files.delete(services);
            Files.delete(folder.resolve("META-INF"));
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens backends that tell the recorder that is installed. */
    public static final class Provider implements BackendProvider {
        @Override
        public String name() {
            return NAME;
        }

        @Override
        public int rank() {
            return -1;
        }

        @Override
        public Probe probe() {
            return new Probe.Usable("the same");
        }

        @Override
        public Backend open() {
            current.openBackends.incrementAndGet();
            return new Recording(current, Backends.open("nd4j"));
        }
    }

    /** Can never be used. */
    public static final class UnusableProvider implements BackendProvider {
        @Override
        public String name() {
            return UNUSABLE;
        }

        @Override
        public int rank() {
            return -1;
        }

        @Override
        public Probe probe() {
            return new Probe.Unusable(REASON);
        }

        @Override
        public Backend open() {
            throw new BackendException(REASON);
        }
    }

    private static final class Recording implements Backend {
        private final Recorder recorder;
        private final Backend backend;
        private boolean closed;

        Recording(Recorder recorder, Backend backend) {
            this.recorder = recorder;
            this.backend = backend;
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String device() {
            return backend.device();
        }

        @Override
        public Target target() {
            return backend.target();
        }

        @Override
        public Arena allocate(ArenaSpec spec) {
            recorder.call(spec.toString());
            return recorder.added(recorder.arenas, backend.allocate(spec));
        }

        @Override
        public Executable link(Plan plan, Map<String, Arena> arenas) {
            recorder.call("a plan");
            recorder.added(recorder.linked, plan.text());
            return backend.link(plan, arenas);
        }

        @Override
        public Map<String, String> tuning() {
            return recorder.tuning;
        }

        @Override
        public void tune(Map<String, String> choices) {
            recorder.added(recorder.tuned, Map.copyOf(choices));
        }

        @Override
        public void close() {
            backend.close();
            if (!closed) {
                closed = true;
                recorder.openBackends.decrementAndGet();
            }
        }
    }
}
