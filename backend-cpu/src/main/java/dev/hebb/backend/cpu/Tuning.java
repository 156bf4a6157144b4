package dev.hebb.backend.cpu;

import dev.hebb.backend.BackendException;
import dev.hebb.shape.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who multiplies matrices of which sizes, where the rules do not say so: choices that were saved with a model, and, where the system property {@value #PROPERTY}
 * is {@value #MEASURED}, those that are measured when a product is first linked. Safe for several threads.
 */
final class Tuning {
    static final String PROPERTY = "hebb.autotune";
    static final String MEASURED = "measured";
    private static final String RULES = "rules";
    private static final String KIND = "product float32 ";

    private static final Logger LOG = LoggerFactory.getLogger(Tuning.class);

    /** Above it the loop is not tried: it never wins, and takes long to lose. */
    private static final long MOST_OF_LOOP = 1 << 15;

    /** Above so many multiplications, or bytes of matrices, the rules decide: an attempt would take longer than some milliseconds, or much memory. */
    private static final double MOST_MEASURED = 1 << 29;

    private static final double MOST_BYTES = 1 << 26;

    /** Finds the fastest of some libraries for a product. */
    interface Measure {
        MatrixLibrary fastest(MatrixLibraries.Problem problem, List<MatrixLibrary> candidates);
    }

    private final BooleanSupplier hasOneDnn;
    private final Optional<Measure> measure;
    private final Map<String, MatrixLibrary> choices = new TreeMap<>();
    private boolean warned;

    /**
     * @param hasOneDnn whether oneDNN is there; asked when a choice depends on it
     * @param measure for products without a choice; empty leaves them to the rules
     */
    Tuning(BooleanSupplier hasOneDnn, Optional<Measure> measure) {
        this.hasOneDnn = hasOneDnn;
        this.measure = measure;
    }

    /**
     * Whether products are to be measured.
     *
     * @throws BackendException for a value of {@value #PROPERTY} that is none
     */
    static boolean isMeasured() {
        String value = System.getProperty(PROPERTY, RULES).strip();
        if (!value.equals(MEASURED) && !value.equals(RULES)) {
            throw new BackendException("expected " + RULES + " or " + MEASURED + " but got '" + value
                    + "' in the system property " + PROPERTY + "; leave it out for " + RULES);
        }
        return value.equals(MEASURED);
    }

    /** Who multiplies; empty where the rules decide. */
    synchronized Optional<MatrixLibrary> choice(DataType dataType, MatrixLibraries.Problem problem) {
        if (dataType != DataType.FLOAT32) {
            return Optional.empty();
        }
        String key = key(problem);
        MatrixLibrary known = choices.get(key);
        if (known != null) {
            return usable(key, known);
        }
        if (measure.isEmpty() || !isMeasurable(problem)) {
            return Optional.empty();
        }
        MatrixLibrary fastest = measure.get().fastest(problem, candidates(problem));
        choices.put(key, fastest);
        LOG.debug("{}: {} is the fastest", key, fastest);
        return Optional.of(fastest);
    }

    private static boolean isMeasurable(MatrixLibraries.Problem problem) {
        double numbers = (double) problem.m() * problem.k()
                + (double) problem.k() * problem.n()
                + (double) problem.m() * problem.n();
        return problem.multiplications() > 0
                && problem.multiplications() <= MOST_MEASURED
                && numbers * Float.BYTES <= MOST_BYTES;
    }

    private List<MatrixLibrary> candidates(MatrixLibraries.Problem problem) {
        List<MatrixLibrary> candidates = new ArrayList<>(List.of(MatrixLibrary.OPENBLAS));
        if (problem.multiplications() <= MOST_OF_LOOP) {
            candidates.add(MatrixLibrary.LOOP);
        }
        if (hasOneDnn.getAsBoolean()) {
            candidates.add(MatrixLibrary.ONEDNN);
        }
        return candidates;
    }

    private Optional<MatrixLibrary> usable(String key, MatrixLibrary library) {
        if (library != MatrixLibrary.ONEDNN || hasOneDnn.getAsBoolean()) {
            return Optional.of(library);
        }
        if (!warned) {
            warned = true;
            LOG.warn(
                    "expected oneDNN, which the model was tuned to use for {}, but got a class path without it: the rules choose for its products, whose last digits may"
                            + " differ and which may take longer",
                    key);
        }
        return Optional.empty();
    }

    /** {@code product float32 MxNxK TN}: rows, columns, length of the sums; T for a side that is stored transposed. */
    private static String key(MatrixLibraries.Problem problem) {
        return KIND + problem.m() + "x" + problem.n() + "x" + problem.k() + " " + side(problem.transposesA())
                + side(problem.transposesB());
    }

    private static String side(boolean isTransposed) {
        return isTransposed ? "T" : "N";
    }

    /** All choices, as {@link #take} takes them. */
    synchronized Map<String, String> choices() {
        return choices.entrySet().stream()
                .collect(Collectors.collectingAndThen(
                        Collectors.toMap(Map.Entry::getKey, entry -> name(entry.getValue()), (a, b) -> b, TreeMap::new),
                        Collections::unmodifiableMap));
    }

    private static String name(MatrixLibrary library) {
        return library.name().toLowerCase(Locale.ROOT);
    }

    /** Takes saved choices over those that are there. What this version does not know is passed over. */
    synchronized void take(Map<String, String> saved) {
        saved.forEach((key, value) -> {
            Optional<MatrixLibrary> library = Arrays.stream(MatrixLibrary.values())
                    .filter(known -> name(known).equals(value))
                    .findFirst();
            if (library.isPresent() && key.matches(KIND + "\\d+x\\d+x\\d+ [TN][TN]")) {
                choices.put(key, library.get());
            } else {
                LOG.debug("a saved choice that the {} backend does not know: {}: {}", CpuProvider.NAME, key, value);
            }
        });
    }
}
