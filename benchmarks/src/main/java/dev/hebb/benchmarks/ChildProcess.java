package dev.hebb.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A Java process that measures, the other side of {@link LineServer}. Each engine has one of its own, because native libraries read their number of threads when
 * they are loaded and share global state.
 */
public final class ChildProcess implements AutoCloseable {
    /** What OpenBLAS, oneDNN, ND4J and PyTorch read their number of threads from. */
    static final List<String> THREAD_VARIABLES =
            List.of("HEBB_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS");

    private static final int KEPT_LINES = 20;
    private static final long SECONDS_TO_END = 10;

    private final String name;
    private final Process process;
    private final PrintStream requests;
    private final BufferedReader answers;
    private final Deque<String> said = new ArrayDeque<>();
    private final Thread listener;
    private final ObjectMapper mapper = new ObjectMapper();

    /**
     * Starts the process, with the Java and the options of this one.
     *
     * @param name for messages
     * @param command the main class and its arguments
     */
    public ChildProcess(String name, String classPath, int threads, String... command) {
        this.name = name;
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(options());
        words.add("-cp");
        words.add(classPath);
        words.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(words);
        THREAD_VARIABLES.forEach(variable -> builder.environment().put(variable, Integer.toString(threads)));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new IllegalStateException("expected to start the process of " + name + " but: " + e.getMessage(), e);
        }
        requests = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
        listener = new Thread(this::listen, "hebb-bench-" + name);
        listener.setDaemon(true);
        listener.start();
    }

    /** This process's own class path. */
    public static String ownClassPath() {
        return System.getProperty("java.class.path");
    }

    /** This process's options, without agents, which write files that two processes cannot share. */
    private static List<String> options() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-javaagent") && !option.startsWith("-agent"))
                .toList();
    }

    private void listen() {
        try (BufferedReader errors = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line = errors.readLine(); line != null; line = errors.readLine()) {
                synchronized (said) {
                    said.addLast(line);
                    if (said.size() > KEPT_LINES) {
                        said.removeFirst();
                    }
                }
            }
        } catch (IOException e) {
            return; // the process is gone, and whoever waits for its answer hears of it
        }
    }

    /**
     * Sends a request and waits for its answer.
     *
     * @throws BenchmarkException for what the other side refuses
     * @throws IllegalStateException where it fails or is gone
     */
    public JsonNode ask(ObjectNode request) {
        requests.println(request);
        try {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.startsWith(LineServer.MARK)) {
                    return checked(line.substring(LineServer.MARK.length()));
                }
            }
        } catch (IOException e) {
            throw gone(e);
        }
        throw gone(new IOException("its output ended"));
    }

    private JsonNode checked(String answer) throws JsonProcessingException {
        JsonNode json = mapper.readTree(answer);
        if (json.has(LineServer.ERROR)) {
            String message = json.get(LineServer.ERROR).asText();
            throw json.path(LineServer.IS_INPUT).asBoolean()
                    ? new BenchmarkException(message)
                    : new IllegalStateException(message + " (in the process of " + name + ")");
        }
        return json;
    }

    private IllegalStateException gone(IOException cause) {
        end();
        String last;
        synchronized (said) {
            last = said.stream().collect(Collectors.joining(" | "));
        }
        return new IllegalStateException(
                "expected an answer from the process of " + name + " but " + cause.getMessage() + "; it said: " + last,
                cause);
    }

    /** Sends a request without more to say. */
    public JsonNode ask(String what) {
        return ask(LineServer.object().put(LineServer.DO, what));
    }

    private void end() {
        requests.close();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            listener.join(Math.multiplyExact(SECONDS_TO_END, 1000L));
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Lets it end, and ends it where it does not. */
    @Override
    public void close() {
        end();
    }
}
