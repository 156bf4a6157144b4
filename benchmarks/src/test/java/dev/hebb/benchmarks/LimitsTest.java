package dev.hebb.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LimitsTest {
    static Stream<Product> products() {
        return Stream.of(false, true).flatMap(a -> Stream.of(false, true).map(b -> new Product(3, 5, 2, a, b)));
    }

    @ParameterizedTest
    @MethodSource("products")
    void bothLibrariesMultiplyAsPlainJava(Product product) {
        try (FloatPointer a = numbers(6);
                FloatPointer b = numbers(10);
                FloatPointer c = new FloatPointer(15)) {
            for (MatrixLibrary library : List.of(new OpenBlas(), new OneDnn())) {
                c.fill((byte) 0);
                library.multiply(product, a, b, c);
                for (int row = 0; row < 3; row++) {
                    for (int column = 0; column < 5; column++) {
                        double sum = 0;
                        for (int k = 0; k < 2; k++) {
                            sum += (double) a.get(product.transposesA() ? k * 3 + row : row * 2 + k)
                                    * b.get(product.transposesB() ? column * 2 + k : k * 5 + column);
                        }
                        assertEquals(sum, c.get(row * 5 + column), 1e-5, library.name() + " " + product);
                    }
                }
            }
        }
    }

    private static FloatPointer numbers(int count) {
        FloatPointer pointer = new FloatPointer(count);
        for (int i = 0; i < count; i++) {
            pointer.put(i, (float) Math.sin(1 + i));
        }
        return pointer;
    }

    private static Workload workload(int batch) {
        return new Workload(
                "n",
                List.of(10, 20, 3),
                "relu",
                Optional.empty(),
                Workload.LossKind.CE,
                Workload.Rule.ADAM,
                1e-3,
                batch,
                1);
    }

    @Test
    void productsAndBytesOfAnUpdateAreCounted() {
        Workload workload = workload(8);
        assertEquals(
                List.of(
                        new Product(8, 20, 10, false, false),
                        new Product(10, 20, 8, true, false),
                        new Product(8, 3, 20, false, false),
                        new Product(20, 3, 8, true, false),
                        new Product(8, 20, 3, false, true)),
                workload.products());
        assertEquals(2 * 8 * (2 * 10 * 20 + 3 * 20 * 3), workload.operations());
        assertEquals(4 * (2 * 8 * 11 + 7 * (11 * 20 + 21 * 3)), workload.leastBytes());
    }

    @Test
    void theFloorGrowsWithTheBatch() {
        Workload one = workload(1);
        Workload many = workload(4096);
        try (LimitMeter meter = new LimitMeter(1)) {
            assertTrue(meter.libraryNames().contains("OpenBLAS"), meter.libraryNames()::toString);
            double floor = meter.floorMicros(one);
            assertTrue(floor > 0, () -> "" + floor);
            assertTrue(meter.floorMicros(many) > 10 * floor);
        }
    }

    @Test
    void limitsTakeTheLongerOfArithmeticAndTraffic() {
        Limits limits = new Limits(100, "OpenBLAS", 512, 10);
        assertEquals(2, limits.leastSeconds(200, 5));
        assertEquals(3, limits.leastSeconds(200, 30));
        assertEquals(limits, Limits.of(limits.json()));
        Limits other = new Limits(90, "oneDNN", 1024, 12);
        assertEquals(new Limits(100, "OpenBLAS", 512, 12), limits.or(other));
        assertEquals(limits.or(other), other.or(limits));
    }

    @Test
    void theMedianIsTheMiddle() {
        assertEquals(2, Timing.median(9, 1, 2));
        assertEquals(3, Timing.median(9, 1, 4, 2));
    }
}
