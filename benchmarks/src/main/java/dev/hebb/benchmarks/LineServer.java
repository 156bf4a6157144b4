package dev.hebb.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The side of a conversation that measures: reads one request a line from standard input, writes one answer a line to standard output, ends with the input.
 * Anything else that libraries print is told apart by {@link #MARK}.
 */
public final class LineServer {
    /** What every answer begins with. */
    static final String MARK = "hebb-answer ";

    /** The key of what a request asks for. */
    public static final String DO = "do";

    static final String ERROR = "error";
    static final String IS_INPUT = "is_input";

    private LineServer() {}

    /** Answers one kind of request. */
    @FunctionalInterface
    public interface Handler {
        ObjectNode answer(JsonNode request);
    }

    /** An answer or request to be filled. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Serves until the input ends. */
    public static void serve(Map<String, Handler> handlers) throws IOException {
        PrintStream out = System.out;
        System.setOut(System.err);
        ObjectMapper mapper = new ObjectMapper();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.println(MARK + answer(handlers, mapper.readTree(line)));
                out.flush();
            }
        }
    }

    private static ObjectNode answer(Map<String, Handler> handlers, JsonNode request) {
        try {
            Handler handler = handlers.get(request.path(DO).asText());
            if (handler == null) {
                throw new IllegalStateException(
                        "expected one of the requests " + handlers.keySet() + " but got " + request);
            }
            return handler.answer(request);
        } catch (RuntimeException | LinkageError e) {
            boolean isOwn = e.getStackTrace().length > 0
                    && e.getStackTrace()[0].getClassName().startsWith("dev.hebb.");
            boolean isInput = e instanceof IllegalArgumentException || isOwn && e instanceof IllegalStateException;
            return object().put(ERROR, String.valueOf(e.getMessage())).put(IS_INPUT, isInput);
        }
    }
}
