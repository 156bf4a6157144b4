package dev.hebb.benchmarks.peers;

import dev.hebb.benchmarks.BenchmarkException;
import dev.hebb.benchmarks.EngineChoice;
import dev.hebb.benchmarks.EngineServer;
import java.io.IOException;
import java.util.Arrays;

/** A peer as a process: {@code PeerServer djl} or {@code PeerServer dl4j}. */
public final class PeerServer {
    private PeerServer() {}

    public static void main(String[] args) throws IOException {
        if (Arrays.equals(args, new String[] {EngineChoice.DJL})) {
            EngineServer.serve(new DjlEngine());
        } else if (Arrays.equals(args, new String[] {EngineChoice.DL4J})) {
            EngineServer.serve(new Dl4jEngine());
        } else {
            throw new BenchmarkException("expected djl or dl4j but got " + Arrays.toString(args));
        }
    }
}
