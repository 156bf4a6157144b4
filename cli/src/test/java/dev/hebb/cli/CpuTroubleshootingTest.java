package dev.hebb.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.backend.cpu.CpuProvider;
import dev.hebb.cli.CommandProcess.Setting;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said where the cpu backend cannot be used, or something of it is missing, is on the page for troubleshooting. */
class CpuTroubleshootingTest {
    private static final String PACKAGE = "dev/hebb/backend/cpu/";
    private static final String UNUSABLE = "expected a usable device but got 'cpu': ";

    /** Beginnings of messages that need another processor, or libraries of others that are damaged. */
    private static final List<String> NOT_TRIED = List.of(
            "expected at most",
            UNUSABLE + "OpenBLAS",
            "oneDNN is not used",
            "expected oneDNN, which the model was tuned to use");

    @TempDir
    Path folder;

    /** What a run in a process of its own says. */
    private record Case(String name, Setting setting, String options) {
        CommandProcess start(Path folder) throws IOException {
            return setting.start(folder, "train flowers.yaml --device cpu" + options, name + ".txt");
        }
    }

    @Test
    void everyMessageOfTheCpuBackendIsOneThatIsPrinted() throws Exception {
        CommandProcess.assumeCpu();
        SmallData.write(folder);
        List<String> printed = new ArrayList<>();
        printed.add(withProperty("hebb.threads", "0"));
        printed.add(withProperty("hebb.autotune", "wrong"));
        List<CommandProcess> started = new ArrayList<>();
        for (Case one : cases()) {
            started.add(one.start(folder));
        }
        for (CommandProcess process : started) {
            process.assertEndsWith(2);
            printed.add(message(process.printed()));
        }
        TroubleshootingPage.assertPrinted(entry -> entry.section().equals(TroubleshootingPage.CPU), NOT_TRIED, printed);
    }

    private static String message(String text) {
        return text.lines()
                .filter(line -> line.startsWith("hebb: expected"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(text))
                .substring("hebb: ".length());
    }

    private String withProperty(String name, String value) {
        System.setProperty(name, value);
        try {
            Command command = Command.line(folder, "train flowers.yaml --device cpu");
            assertEquals(2, command.code(), command::toString);
            return message(command.err());
        } finally {
            System.clearProperty(name);
        }
    }

    private List<Case> cases() throws Exception {
        Path other = resources("other").resolve("catalogue.txt");
        Files.writeString(other, "x0 matrix: v1 = exp x0; -> v1\n");
        Path broken = Files.createDirectory(resources("broken").resolve(Loader.getPlatform()))
                .resolve(CommandProcess.KERNELS);
        Files.writeString(broken, "no library");
        Setting plain = Setting.PLAIN;
        Predicate<String> isOwn = entry -> Path.of(entry).equals(own());
        return List.of(
                new Case("isa", plain.withOptions("-Dhebb.cpu.isa=wrong"), ""),
                new Case("missing", plain.withOptions("-Djava.io.tmpdir=" + folder.resolve("missing")), ""),
                new Case("broken", plain.withClassPath(first("broken")), ""),
                new Case("other", plain.withClassPath(first("other")), ""),
                new Case(
                        "kernels", plain.withClassPath(copyWithoutKernels() + File.pathSeparator + without(isOwn)), ""),
                new Case("nd4j", plain.withClassPath(without(entry -> entry.contains("nd4j-native"))), ""),
                new Case(
                        "memory",
                        plain.withOptions("-Dorg.bytedeco.javacpp.maxbytes=3m", "-Dorg.bytedeco.javacpp.maxretries=1"),
                        " --set model=[{\"dense\":1000},{\"dense\":1000}]"));
    }

    /** The folder of the backend's resources in a new folder for the class path. */
    private Path resources(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name).resolve(PACKAGE));
    }

    private String first(String name) {
        return folder.resolve(name) + File.pathSeparator + Setting.PLAIN.classPath();
    }

    private static String without(Predicate<String> these) {
        return Arrays.stream(Setting.PLAIN.classPath().split(File.pathSeparator, -1))
                .filter(these.negate())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Where the backend's classes are: a folder, or a jar. */
    private static Path own() {
        try {
            return Path.of(CpuProvider.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path copyWithoutKernels() throws IOException {
        Path to = folder.resolve("classes");
        if (Files.isDirectory(own())) {
            copyWithoutKernels(own(), to);
        } else {
            try (FileSystem jar = FileSystems.newFileSystem(own())) {
                copyWithoutKernels(jar.getPath("/"), to);
            }
        }
        assertTrue(Files.isDirectory(to.resolve(PACKAGE)), to::toString);
        return to;
    }

    private static void copyWithoutKernels(Path from, Path to) throws IOException {
        Set<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(CommandProcess.KERNELS))
                    .collect(Collectors.toSet());
        }
        for (Path file : files) {
            Path copy = to.resolve(from.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
    }
}
