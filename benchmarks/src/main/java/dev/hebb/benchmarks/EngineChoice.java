package dev.hebb.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which engine to measure.
 *
 * @param name {@link #HEBB}, {@link #DJL} or {@link #DL4J}
 * @param backend of Hebb, by name; empty for the one that is taken unless one is named
 */
public record EngineChoice(String name, Optional<String> backend) {
    public static final String HEBB = "hebb";
    public static final String DJL = "djl";
    public static final String DL4J = "dl4j";
    public static final List<String> ALL = List.of(HEBB, DJL, DL4J);

    /** The system property that names the file with the peers' class path, which their build writes. */
    public static final String PEERS = "hebb.peers";

    private static final String BUILD_PEERS =
            "build them once: mvn -Ppeers -Dquick -DskipTests package -pl benchmarks/peers -am";

    /** @throws BenchmarkException for an engine that is not known, and a peer with a backend */
    public EngineChoice {
        if (!ALL.contains(name)) {
            throw new BenchmarkException("expected one of the engines " + ALL + " but got '" + name + "'");
        }
        if (!name.equals(HEBB) && backend.isPresent()) {
            throw new BenchmarkException("expected no device with engine " + name + " but got '" + backend.get()
                    + "'; a device is one of Hebb's backends");
        }
    }

    public static EngineChoice hebb(Optional<String> backend) {
        return new EngineChoice(HEBB, backend);
    }

    /**
     * Starts a process for it.
     *
     * @throws BenchmarkException for a peer that has not been built
     */
    public EngineClient start(int threads) {
        if (name.equals(HEBB)) {
            String main = EngineServer.class.getName();
            return backend.map(
                            device -> EngineClient.start(label(), ChildProcess.ownClassPath(), threads, main, device))
                    .orElseGet(() -> EngineClient.start(label(), ChildProcess.ownClassPath(), threads, main));
        }
        return EngineClient.start(name, peersClassPath(), threads, "dev.hebb.benchmarks.peers.PeerServer", name);
    }

    private String peersClassPath() {
        Path file = Optional.ofNullable(System.getProperty(PEERS))
                .map(Path::of)
                .orElseThrow(
                        () -> new BenchmarkException("expected the file with the peers' class path in the property "
                                + PEERS + " but it is not set; " + BUILD_PEERS));
        try {
            return file.resolveSibling("classes")
                    + File.pathSeparator
                    + Files.readString(file).strip();
        } catch (IOException e) {
            throw new BenchmarkException(
                    "expected the class path of engine " + name + " in " + file + " but cannot read it; " + BUILD_PEERS,
                    e);
        }
    }

    /** For tables. */
    public String label() {
        return name + backend.map(device -> ":" + device).orElse("");
    }
}
