package dev.hebb.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hebb.data.DataException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Fetching files from a server on this machine. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class DownloadsTest {
    private static final String NAME = "images.gz";

    @TempDir
    Path temporary;

    private final byte[] official = new byte[300_000];
    private final AtomicInteger requests = new AtomicInteger();
    private final List<String> said = new ArrayList<>();
    private HttpServer server;
    private Path file;

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        new Random(4).nextBytes(official);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        file = temporary.resolve("data/deep").resolve(NAME);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(Answer answer) {
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            try (exchange) {
                answer.to(exchange);
            }
        });
    }

    private static void send(HttpExchange exchange, byte[] bytes, int announced) throws IOException {
        exchange.sendResponseHeaders(200, announced);
        exchange.getResponseBody().write(bytes);
    }

    private Downloads downloads(int port) {
        try {
            String sum = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(official));
            return new Downloads("sample", URI.create("http://127.0.0.1:" + port + "/sets/"), Map.of(NAME, sum));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private void fetch() {
        downloads(server.getAddress().getPort()).fetch(file, said::add);
    }

    private void refuses(String... parts) throws IOException {
        String message =
                String.valueOf(assertThrows(DataException.class, this::fetch).getMessage());
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
        assertEquals(1, message.lines().count(), message);
        assertEquals(List.of(), files());
    }

    private List<String> files() throws IOException {
        if (!Files.exists(file.getParent())) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(file.getParent())) {
            return all.map(path -> String.valueOf(path.getFileName())).toList();
        }
    }

    @Test
    void theOfficialFileIsFetchedOnceAndSaid() throws IOException {
        answer(exchange -> send(exchange, official, official.length));
        fetch();
        fetch();
        assertArrayEquals(official, Files.readAllBytes(file));
        assertEquals(List.of(NAME), files());
        assertEquals(1, requests.get());
        assertEquals(1, said.size());
        assertTrue(
                said.get(0).contains("/sets/" + NAME)
                        && said.get(0).contains(file.getParent().toString()),
                said::toString);
    }

    @Test
    void otherBytesAreNotKept() throws IOException {
        answer(exchange -> send(exchange, Arrays.copyOf(official, 1_000), 1_000));
        refuses("sha256", "1000 bytes", "try again");
    }

    @Test
    void aConnectionThatIsCutLeavesNothing() throws IOException {
        answer(exchange -> send(exchange, Arrays.copyOf(official, 1_000), official.length));
        refuses("expected to download", NAME);
    }

    @Test
    void aFileThatTheServerDoesNotHaveIsSaid() throws IOException {
        answer(exchange -> exchange.sendResponseHeaders(404, -1));
        refuses("status 404", "by hand");
    }

    @Test
    void withoutANetworkTheMessageSaysWhereToPutTheFile() throws IOException {
        int unused;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            unused = socket.getLocalPort();
        }
        DataException e =
                assertThrows(DataException.class, () -> downloads(unused).fetch(file, said::add));
        String message = String.valueOf(e.getMessage());
        assertTrue(message.contains("127.0.0.1:" + unused) && message.contains(file.getParent() + " by hand"), message);
        assertFalse(message.contains("null"), message);
        assertEquals(List.of(), files());
    }

    @Test
    void anotherFileThatIsThereIsNeitherUsedNorReplaced() throws IOException {
        answer(exchange -> send(exchange, official, official.length));
        Files.createDirectories(file.getParent());
        Files.writeString(file, "mine");
        String message =
                String.valueOf(assertThrows(DataException.class, this::fetch).getMessage());
        assertTrue(
                message.contains("sha256") && message.contains(file.toString()) && message.contains("remove it"),
                message);
        assertEquals("mine", Files.readString(file));
        assertEquals(0, requests.get());
    }

    @Test
    void aFolderThatCannotBeMadeIsSaid() throws IOException {
        answer(exchange -> send(exchange, official, official.length));
        Files.writeString(temporary.resolve("data"), "a file");
        String message =
                String.valueOf(assertThrows(DataException.class, this::fetch).getMessage());
        assertTrue(message.contains("expected") && message.contains(temporary.toString()), message);
    }

    @Test
    void namesAreTheOfficialOnes() {
        assertEquals(4, Downloads.named("mnist").sha256().size());
        DataException unknown = assertThrows(DataException.class, () -> Downloads.named("mnits"));
        assertTrue(String.valueOf(unknown.getMessage()).contains("did you mean 'mnist'?"), unknown::toString);
        DataException other = assertThrows(
                DataException.class, () -> Downloads.named("mnist").fetch(temporary.resolve("t10k.gz"), said::add));
        assertTrue(String.valueOf(other.getMessage()).contains("data.download"), other::toString);
    }
}
