package dev.hebb.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.data.Dataset;
import dev.hebb.model.Model;
import dev.hebb.model.Predictor;
import dev.hebb.model.Sequential;
import dev.hebb.model.Small;
import dev.hebb.nn.Activations;
import dev.hebb.nn.Dense;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a process with many callers looks like from outside. */
class ThreadCountTest {
    private static final int MODELS = 4;
    private static final int CALLERS = 200;

    @BeforeAll
    static void assumeBuilt() {
        Kernels.assumeBuilt();
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self/task")), "threads are counted in /proc");
    }

    /**
     * 200 threads predict with 4 models at once. Prints how many of the process's threads are not Java's before any model and at most during and after, and how
     * many predictions differ from the serial ones.
     */
    public static final class Server {
        private Server() {}

        /** Threads of the process that Java does not know: its own for collection and compilation, and those of native libraries. */
        private static long nativeThreads() throws IOException {
            try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
                return tasks.count() - ManagementFactory.getThreadMXBean().getThreadCount();
            }
        }

        public static void main(String[] arguments) throws Exception {
            new CpuProvider().open().close();
            long before = nativeThreads();
            List<Model> models = new ArrayList<>();
            List<Predictor> predictors = new ArrayList<>();
            for (int i = 0; i < MODELS; i++) {
                Model model = Sequential.input(64)
                        .add(Dense.of(256, Activations.tanh()), Dense.of(64, Activations.relu()), Dense.of(3))
                        .seed(i)
                        .backend("cpu");
                models.add(model);
                predictors.add(model.predictor());
            }
            List<String> serial = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                serial.add(predictions(predictors.get(i % MODELS), i));
            }
            System.out.println("serial " + nativeThreads() + " before " + before);
            callTogether(predictors, serial);
            predictors.forEach(Predictor::close);
            models.forEach(Model::close);
            // Threads that Java has ended are the system's for a moment longer.
            long closed = nativeThreads();
            for (int i = 0; i < 1000 && closed > before; i++) {
                Thread.sleep(10);
                closed = nativeThreads();
            }
            System.out.println("closed " + closed);
        }

        private static void callTogether(List<Predictor> predictors, List<String> serial) throws Exception {
            CyclicBarrier start = new CyclicBarrier(CALLERS);
            ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
            try {
                List<Callable<Long>> calls = new ArrayList<>();
                for (int i = 0; i < CALLERS; i++) {
                    int caller = i;
                    calls.add(() -> {
                        start.await();
                        long wrong = 0;
                        for (int turn = 0; turn < 3; turn++) {
                            String got = predictions(predictors.get(caller % MODELS), caller);
                            wrong += got.equals(serial.get(caller)) ? 0 : 1;
                        }
                        start.await();
                        return caller == 0 ? -nativeThreads() : wrong;
                    });
                }
                long wrong = 0;
                for (Future<Long> result : threads.invokeAll(calls)) {
                    if (result.get() < 0) {
                        System.out.println("together " + -result.get());
                    } else {
                        wrong += result.get();
                    }
                }
                System.out.println("wrong " + wrong);
            } finally {
                threads.shutdown();
            }
        }

        private static String predictions(Predictor predictor, int seed) {
            Random random = new Random(seed);
            float[] row = new float[64];
            float[][] rows = new float[300][64];
            for (int i = 0; i < row.length; i++) {
                row[i] = random.nextFloat();
            }
            Arrays.setAll(rows, i -> row);
            return Arrays.toString(predictor.predict(row))
                    + Arrays.toString(Small.taken(predictor
                            .predict(Dataset.of(rows))
                            .values()
                            .iterator()
                            .next()));
        }
    }

    private static long number(String text, String name) {
        String word = text.substring(text.indexOf(name) + name.length()).strip().split("\\s")[0];
        return Long.parseLong(word);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void twoHundredCallersOfFourModelsGetTheSerialNumbersFromAFewThreads(int budget) throws Exception {
        String text = OwnProcess.run(
                Server.class,
                "-Dhebb.threads=" + budget,
                "-XX:-UseDynamicNumberOfCompilerThreads",
                "-XX:-UseDynamicNumberOfGCThreads");
        long before = number(text, "before ");
        assertEquals(0, number(text, "wrong "), text);
        for (String moment : List.of("serial ", "together ")) {
            assertTrue(number(text, moment) <= before + budget - 1, moment + "with " + budget + " threads: " + text);
        }
        assertTrue(number(text, "closed ") <= before, text);
    }

    @Test
    void theBudgetIsThatOfTheProperty() throws Exception {
        String text = OwnProcess.run(Device.class, "-Dhebb.threads=3");
        assertTrue(text.contains(", 3 threads"), text);
    }

    /** Prints what the backend says of itself. */
    public static final class Device {
        private Device() {}

        public static void main(String[] arguments) {
            try (var backend = new CpuProvider().open()) {
                System.out.println(backend.device());
            }
        }
    }
}
