package dev.hebb.experiment;

import dev.hebb.data.DataException;
import dev.hebb.experiment.spec.Names;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Fetches the official files of public data sets into a folder and verifies them. A file that is there already and has the right sha256 is not fetched again;
 * one that has another is never replaced.
 *
 * @param name of the data set, as a spec names it
 * @param base what the names of the files are appended to
 * @param sha256 by file name, in hexadecimal digits
 */
record Downloads(String name, URI base, Map<String, String> sha256) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final int OK = 200;
    private static final String TRAIN_IMAGES = "train-images-idx3-ubyte.gz";
    private static final String TRAIN_LABELS = "train-labels-idx1-ubyte.gz";
    private static final String TEST_IMAGES = "t10k-images-idx3-ubyte.gz";
    private static final String TEST_LABELS = "t10k-labels-idx1-ubyte.gz";

    private static final Map<String, Downloads> KNOWN = Map.of(
            "mnist",
            new Downloads(
                    "mnist",
                    URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"),
                    Map.of(
                            TRAIN_IMAGES, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
                            TRAIN_LABELS, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
                            TEST_IMAGES, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
                            TEST_LABELS, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6")),
            "fashion-mnist",
            new Downloads(
                    "fashion-mnist",
                    URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
                    Map.of(
                            TRAIN_IMAGES, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
                            TRAIN_LABELS, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
                            TEST_IMAGES, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
                            TEST_LABELS, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5")));

    Downloads {
        sha256 = Map.copyOf(sha256);
    }

    /** @throws DataException for a name that is not known, with those that are */
    static Downloads named(String name) {
        return Optional.ofNullable(KNOWN.get(name)).orElseThrow(() -> {
            List<String> known = List.copyOf(new TreeMap<>(KNOWN).keySet());
            String advice = Names.advice(name, known);
            return new DataException("expected one of the data sets " + known + " to download but got '" + name + "'"
                    + (advice.isEmpty() ? "" : "; " + advice));
        });
    }

    /**
     * Makes sure that a file is there and is the official one.
     *
     * @param says gets a line before a file is fetched
     * @throws DataException where the file there is another, the network does not give it, or it cannot be written
     */
    void fetch(Path file, Consumer<String> says) {
        String fileName = String.valueOf(file.getFileName());
        String wanted = sha256.get(fileName);
        if (wanted == null) {
            throw new DataException("expected one of the files " + new TreeMap<>(sha256).keySet() + " of " + name
                    + " but got '" + fileName + "'; correct data.idx, or take data.download out");
        }
        try {
            if (Files.exists(file)) {
                requireOfficial(file, wanted);
                return;
            }
            says.accept("downloading " + base.resolve(fileName) + " to " + file.getParent());
            download(file, fileName, wanted);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DataException("expected to download " + fileName + " but the download was interrupted", e);
        } catch (IOException e) {
            String how = e.getMessage() == null ? "" : ": " + e.getMessage();
            throw new DataException(
                    "expected to download " + base.resolve(fileName) + " but got "
                            + e.getClass().getSimpleName() + how + "; where there is no network, put the file into "
                            + file.getParent() + " by hand",
                    e);
        }
    }

    private void requireOfficial(Path file, String wanted) throws IOException {
        String got;
        try (InputStream in = Files.newInputStream(file)) {
            got = sum(in, Optional.empty());
        }
        if (!got.equals(wanted)) {
            throw new DataException("expected the official file of " + name + " with the sha256 " + wanted + " but got "
                    + got + " in " + file
                    + "; remove it to download it again, or take data.download out to use it as it is");
        }
    }

    private void download(Path file, String fileName, String wanted) throws IOException, InterruptedException {
        Path folder = Optional.ofNullable(file.getParent()).orElseThrow();
        Files.createDirectories(folder);
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve(fileName)).timeout(LONGEST).build();
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        Path temporary = folder.resolve(".hebb-" + UUID.randomUUID() + ".tmp");
        try (InputStream body = response.body()) {
            if (response.statusCode() != OK) {
                throw new IOException("the server answered with status " + response.statusCode());
            }
            String got = sum(body, Optional.of(temporary));
            if (!got.equals(wanted)) {
                throw new DataException("expected " + base.resolve(fileName) + " to have the sha256 " + wanted
                        + " but got " + got + " (" + Files.size(temporary)
                        + " bytes); the download was cut off or is another file, so try again");
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** The sum of all bytes, which are copied to {@code into}. */
    private static String sum(InputStream in, Optional<Path> into) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e); // every Java has it
        }
        try (DigestInputStream summed = new DigestInputStream(in, digest)) {
            if (into.isPresent()) {
                Files.copy(summed, into.get());
            } else {
                summed.transferTo(OutputStream.nullOutputStream());
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
