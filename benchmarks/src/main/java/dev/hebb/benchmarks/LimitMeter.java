package dev.hebb.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import org.bytedeco.javacpp.FloatPointer;

/** Measures what the machine can do, in this process. */
final class LimitMeter implements AutoCloseable {
    static final int LARGEST = 4096;

    private static final List<Integer> SIZES = List.of(512, 1024, 2048, LARGEST);
    private static final double SECONDS_PER_SIZE = 0.3;
    private static final double SECONDS_PER_COPY = 0.15;
    private static final int COPIES = 3;
    private static final double SECONDS_PER_PRODUCT = 0.02;
    private static final int MICROS = 1_000_000;
    private static final float FILL = 0.5f;

    private final List<MatrixLibrary> libraries = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final MemoryCopy memory;
    private final int threads;

    LimitMeter(int threads) {
        this.threads = threads;
        memory = new MemoryCopy(threads);
        add(OpenBlas::new);
        add(OneDnn::new);
        if (libraries.isEmpty()) {
            throw new IllegalStateException("expected a library of matrix products but none can be loaded: " + missing);
        }
    }

    /** Takes a library if it can be loaded. */
    private void add(Supplier<MatrixLibrary> supplier) {
        try (Buffers buffers = new Buffers(List.of(Product.square(1)))) {
            MatrixLibrary library = supplier.get();
            buffers.multiply(library, Product.square(1));
            libraries.add(library);
        } catch (LinkageError e) {
            missing.add(String.valueOf(e.getMessage()));
        }
    }

    List<String> libraryNames() {
        return libraries.stream().map(MatrixLibrary::name).toList();
    }

    /**
     * Takes some seconds.
     *
     * @param largest side of the products that are tried; {@link #LARGEST} for all of them
     */
    Limits limits(int largest) {
        double most = 0;
        String library = "";
        int best = 0;
        for (int size : SIZES) {
            if (size > largest) {
                break;
            }
            Product product = Product.square(size);
            try (Buffers buffers = new Buffers(List.of(product))) {
                for (MatrixLibrary candidate : libraries) {
                    restFromThreads();
                    double seconds =
                            Timing.leastSecondsPerRun(() -> buffers.multiply(candidate, product), SECONDS_PER_SIZE);
                    if (product.operations() / seconds > most) {
                        most = product.operations() / seconds;
                        library = candidate.name();
                        best = size;
                    }
                }
            }
        }
        double copied = DoubleStream.generate(
                        () -> memory.bytesPerSecond(2.0 * MemoryCopy.MOST_BYTES, SECONDS_PER_COPY))
                .limit(COPIES)
                .max()
                .orElseThrow();
        return new Limits(most, library, best, copied);
    }

    /**
     * The microseconds that an update of {@code workload} takes at least: each matrix product by the faster library, and the least bytes besides at the speed of a
     * copy of so many bytes.
     */
    double floorMicros(Workload workload) {
        Map<Product, Integer> counts = new LinkedHashMap<>();
        workload.products().forEach(product -> counts.merge(product, 1, Integer::sum));
        double seconds = workload.leastBytes() / memory.bytesPerSecond(workload.leastBytes(), SECONDS_PER_PRODUCT);
        try (Buffers buffers = new Buffers(counts.keySet())) {
            for (Map.Entry<Product, Integer> entry : counts.entrySet()) {
                seconds += entry.getValue() * fastest(buffers, entry.getKey());
            }
        }
        return seconds * MICROS;
    }

    private void restFromThreads() {
        if (threads > 1) {
            Timing.rest();
        }
    }

    private double fastest(Buffers buffers, Product product) {
        return libraries.stream()
                .peek(library -> restFromThreads())
                .mapToDouble(
                        library -> Timing.secondsPerRun(() -> buffers.multiply(library, product), SECONDS_PER_PRODUCT))
                .min()
                .orElseThrow();
    }

    @Override
    public void close() {
        memory.close();
    }

    /** Room for the matrices of any of some products. */
    static final class Buffers implements AutoCloseable {
        private final FloatPointer a;
        private final FloatPointer b;
        private final FloatPointer c;

        Buffers(Iterable<Product> products) {
            long left = 1;
            long right = 1;
            long result = 1;
            for (Product product : products) {
                left = Math.max(left, (long) product.m() * product.k());
                right = Math.max(right, (long) product.k() * product.n());
                result = Math.max(result, (long) product.m() * product.n());
            }
            a = filled(left);
            b = filled(right);
            c = filled(result);
        }

        private static FloatPointer filled(long elements) {
            FloatPointer pointer = new FloatPointer(elements);
            float[] block = new float[1 << 12];
            Arrays.fill(block, FILL);
            for (long at = 0; at < elements; at += block.length) {
                pointer.position(at).put(block, 0, (int) Math.min(block.length, elements - at));
            }
            return pointer.position(0);
        }

        void multiply(MatrixLibrary library, Product product) {
            library.multiply(product, a, b, c);
        }

        /** An element of the last product. */
        float result(long at) {
            return c.get(at);
        }

        @Override
        public void close() {
            a.close();
            b.close();
            c.close();
        }
    }
}
