package dev.hebb.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.compile.ArenaSpec;
import dev.hebb.compile.Plan;
import dev.hebb.compile.Target;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.Test;

class BackendsTest {
    private record Fake(String name, int rank, Probe probe) implements BackendProvider {
        static Fake usable(String name, int rank) {
            return new Fake(name, rank, new Probe.Usable("a fake"));
        }

        static Fake unusable(String name, int rank) {
            return new Fake(name, rank, new Probe.Unusable("its device is on fire"));
        }

        @Override
        public Backend open() {
            return new FakeBackend(name);
        }
    }

    private record FakeBackend(String name) implements Backend {
        @Override
        public String device() {
            return "a fake";
        }

        @Override
        public Target target() {
            return Target.PRIMITIVES;
        }

        @Override
        public Arena allocate(ArenaSpec spec) {
            throw new AssertionError();
        }

        @Override
        public Executable link(Plan plan, Map<String, Arena> arenas) {
            throw new AssertionError();
        }

        @Override
        public void close() {}
    }

    private final List<BackendProvider> providers = List.of(
            Fake.usable("slow", 0), Fake.unusable("broken", 20), Fake.usable("fast", 10), Fake.usable("hidden", -1));

    private String chosen(Optional<String> name, String property, String environment) {
        return Backends.open(name, property, environment, providers).name();
    }

    @Test
    void theHighestRankThatIsUsableIsTaken() {
        assertEquals("fast", chosen(Optional.empty(), "", ""));
    }

    @Test
    void aNameGoesBeforeThePropertyAndThatBeforeTheEnvironment() {
        assertEquals("slow", chosen(Optional.of("slow"), "fast", "hidden"));
        assertEquals("hidden", chosen(Optional.empty(), "hidden", "slow"));
        assertEquals("slow", chosen(Optional.empty(), " ", " slow\n"));
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownOnes() {
        BackendException e = assertThrows(BackendException.class, () -> chosen(Optional.empty(), "gpu", ""));
        assertEquals(
                "expected one of the backends [broken, fast, slow, hidden] but got 'gpu', named by the system property hebb.backend",
                e.getMessage());
    }

    @Test
    void anUnusableBackendIsRefusedWithItsReason() {
        BackendException e = assertThrows(BackendException.class, () -> chosen(Optional.of("broken"), "", ""));
        assertTrue(e.getMessage().contains("'broken': its device is on fire"), e.getMessage());
    }

    @Test
    void withoutAnyUsableBackendEveryReasonIsGiven() {
        List<BackendProvider> none = List.of(Fake.unusable("broken", 20), Fake.usable("hidden", -1));
        BackendException e = assertThrows(BackendException.class, () -> Backends.open(Optional.empty(), "", "", none));
        assertTrue(e.getMessage().contains("broken: its device is on fire; hidden: only by name"), e.getMessage());
        assertThrows(BackendException.class, () -> Backends.open(Optional.empty(), "", "", List.of()));
    }

    @Test
    void aProviderThatDoesNotLoadIsListedAndLeavesTheOthers() {
        List<BackendProvider> loaded = Backends.load(() -> new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < 3;
            }

            @Override
            public BackendProvider next() {
                return switch (next++) {
                    case 0 ->
                        throw new ServiceConfigurationError(
                                BackendProvider.class.getName() + ": Provider org.other.Gpu not found");
                    case 1 -> throw new NoClassDefFoundError("org/other/Library");
                    case 2 -> Fake.usable("good", 5);
                    default -> throw new NoSuchElementException();
                };
            }
        });
        assertEquals("good", Backends.open(Optional.empty(), "", "", loaded).name());
        List<Backends.Entry> entries = Backends.list(loaded);
        assertEquals(
                List.of("good", "a provider", "org.other.Gpu"),
                entries.stream().map(Backends.Entry::name).toList());
        assertTrue(entries.get(1).probe().toString().contains("org/other/Library"), entries.toString());
    }

    @Test
    void aProbeThatThrowsCountsAsUnusable() {
        BackendProvider throwing = new BackendProvider() {
            @Override
            public String name() {
                return "throwing";
            }

            @Override
            public int rank() {
                return 99;
            }

            @Override
            public Probe probe() {
                throw new UnsatisfiedLinkError("no such library");
            }

            @Override
            public Backend open() {
                throw new AssertionError();
            }
        };
        assertEquals(
                "slow",
                Backends.open(Optional.empty(), "", "", List.of(throwing, Fake.usable("slow", 0)))
                        .name());
        BackendException e = assertThrows(
                BackendException.class, () -> Backends.open(Optional.of("throwing"), "", "", List.of(throwing)));
        assertTrue(e.getMessage().contains("no such library"), e.getMessage());
    }

    @Test
    void theBackendsOfCoreAreFoundWhateverTheContextClassLoader() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            for (ClassLoader loader : new ClassLoader[] {before, null, ClassLoader.getPlatformClassLoader()}) {
                thread.setContextClassLoader(loader);
                assertTrue(
                        Backends.list().stream()
                                .map(Backends.Entry::name)
                                .toList()
                                .containsAll(List.of("nd4j", "null")),
                        Backends.list().toString());
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
