package dev.hebb.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.backend.Backends;
import dev.hebb.backend.Probe;
import dev.hebb.backend.TrainingStep;
import dev.hebb.runtime.BoundPlan;
import dev.hebb.runtime.Session;
import dev.hebb.shape.Precision;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the native library is loaded, in processes of their own. */
class CpuLibraryTest {
    @BeforeAll
    static void assumeBuilt() {
        Kernels.assumeBuilt();
    }

    @TempDir
    Path folder;

    /** Prints what the probe says and, where the backend is usable, the losses of some steps. */
    public static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            System.out.println(new CpuProvider().probe());
            System.out.println(losses());
        }

        /** Of a small network on the cpu backend; also called through loaders of classes. */
        public static String losses() {
            TrainingStep step = new TrainingStep(32, 64, 48, 10);
            double[] losses = new double[5];
            try (Session session = new Session(new CpuProvider().open(), Precision.FLOAT32)) {
                session.state("parameters", step.parameters()).write(0, step.weights(), 0, step.parameters());
                BoundPlan plan = session.bind(session.compile(List.of(step.graph())));
                plan.write("x", 0, step.rows(), 0, step.rows().length);
                plan.write("y", 0, step.labels(), 0, step.batch());
                plan.write("rate", 0, new double[] {1e-3}, 0, 1);
                for (int i = 0; i < losses.length; i++) {
                    plan.run();
                    plan.read("loss", losses, i, 1);
                }
            }
            return "losses " + Arrays.toString(losses);
        }
    }

    /** Prints what the probe says. */
    public static final class Probing {
        private Probing() {}

        public static void main(String[] arguments) {
            System.out.println(new CpuProvider().probe());
        }
    }

    /** Loads Hebb's classes twice, next to those of the class path, above one ND4J; prints what each copy computes. */
    public static final class TwoLoaders {
        private TwoLoaders() {}

        public static void main(String[] arguments) throws Exception {
            for (int i = 0; i < 2; i++) {
                try (URLClassLoader loader = new OwnClasses()) {
                    Class<?> program = loader.loadClass(Program.class.getName());
                    if (program == Program.class) {
                        throw new IllegalStateException("expected another copy of " + program);
                    }
                    System.out.println(program.getMethod("losses").invoke(null));
                }
            }
            System.out.println(Program.losses());
        }
    }

    /** Defines Hebb's classes itself, and leaves all others to the class path. */
    private static final class OwnClasses extends URLClassLoader {
        OwnClasses() {
            super(OwnProcess.classPath().stream().map(OwnClasses::url).toArray(URL[]::new));
        }

        private static URL url(String entry) {
            try {
                return Path.of(entry).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(entry, e);
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                return name.startsWith("dev.hebb.") ? findClass(name) : super.loadClass(name, resolve);
            }
        }

        @Override
        public URL getResource(String name) {
            URL own = findResource(name);
            return own != null ? own : super.getResource(name);
        }
    }

    @Test
    void itIsTakenUnlessAnotherIsNamed() {
        Backends.Entry entry = Backends.list().get(0);
        assertEquals("cpu", entry.name(), Backends.list().toString());
        assertTrue(entry.probe() instanceof Probe.Usable, entry.toString());
    }

    private static String probe(Path temporary) throws IOException, InterruptedException {
        return OwnProcess.run(Probing.class, "-Djava.io.tmpdir=" + temporary);
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("hebb"))
                    .toList();
        }
    }

    @Test
    void processesThatLoadItAtOnceDoNotMeetAndLeaveNothing() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(
                    OwnProcess.start(Program.class, List.of("-Djava.io.tmpdir=" + folder), OwnProcess.classPath()));
        }
        List<String> losses = new ArrayList<>();
        for (Process process : processes) {
            String text = OwnProcess.output(process);
            assertTrue(text.contains("Usable[device=CPU, kernels for "), text);
            losses.add(text.substring(text.indexOf("losses")));
        }
        assertEquals(losses.get(0), losses.get(1));
        assertEquals(losses.get(0), losses.get(2));
        assertEquals(List.of(), left());
    }

    @Test
    void aHomeThatCannotBeWrittenIsNotNeeded() throws Exception {
        String text = OwnProcess.run(Program.class, "-Duser.home=/proc/none", "-Djava.io.tmpdir=" + folder);
        assertTrue(text.contains("Usable[device=CPU, kernels for ") && text.contains("losses"), text);
        assertEquals(List.of(), left());
    }

    @Test
    void whereItCannotBeCopiedTheReasonNamesTheFolder() throws Exception {
        for (Path folder : List.of(folder.resolve("missing"), Path.of("/proc"))) {
            String text = probe(folder);
            assertTrue(
                    text.contains(
                            "Unusable[reason=its kernels cannot be copied to " + folder + ", set java.io.tmpdir: "),
                    text);
        }
    }

    @Test
    void whereProgramsAreNotAllowedTheReasonNamesTheFolder() throws Exception {
        List<String> mounted = List.of(
                "unshare", "-m", "sh", "-c", "mount -t tmpfs -o noexec none \"$0\" && exec \"$@\"", folder.toString());
        Assumptions.assumeTrue(
                endsWell(mounted, "true"),
                "only root can mount a folder that does not allow programs, and not everywhere");
        String text = OwnProcess.output(OwnProcess.start(
                mounted, Probing.class, List.of("-Djava.io.tmpdir=" + folder), OwnProcess.classPath()));
        assertTrue(
                text.contains("Unusable[reason=its libraries do not load from " + folder
                        + ", which must allow programs (else set java.io.tmpdir): "),
                text);
    }

    private static boolean endsWell(List<String> prefix, String command) throws InterruptedException {
        List<String> words = new ArrayList<>(prefix);
        words.add(command);
        try {
            return new ProcessBuilder(words).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void withoutTheLibraryItSaysWhatToBuild() throws Exception {
        List<String> classPath = new ArrayList<>();
        for (String entry : OwnProcess.classPath()) {
            classPath.add(
                    Files.isDirectory(Path.of(entry))
                            ? withoutLibraries(Path.of(entry)).toString()
                            : entry);
        }
        String text = OwnProcess.output(OwnProcess.start(Probing.class, List.of(), classPath));
        assertTrue(
                text.contains(
                        " are not on the class path: build hebb-backend-cpu there with a C++ compiler (g++, or set CXX)"),
                text);
    }

    /** A copy of a folder of classes. */
    private Path withoutLibraries(Path classes) throws IOException {
        Path copy = Files.createTempDirectory(folder, "classes");
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = copy.resolve(classes.relativize(file).toString());
                Files.createDirectories(to.getParent());
                if (!file.toString().endsWith(".so")) {
                    Files.copy(file, to);
                }
            }
        }
        return copy;
    }

    @Test
    void everyLoaderOfClassesHasALibraryOfItsOwn() throws Exception {
        List<String> losses = OwnProcess.run(TwoLoaders.class, "-Djava.io.tmpdir=" + folder)
                .lines()
                .toList();
        assertEquals(3, losses.size(), losses.toString());
        assertTrue(losses.get(0).startsWith("losses ["), losses.toString());
        assertEquals(losses.get(0), losses.get(1));
        assertEquals(losses.get(0), losses.get(2));
        assertEquals(List.of(), left());
    }
}
