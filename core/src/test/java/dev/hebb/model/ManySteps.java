package dev.hebb.model;

import static dev.hebb.nn.Activations.relu;
import static dev.hebb.nn.Activations.softmax;

import dev.hebb.data.Dataset;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Losses;
import dev.hebb.optim.Adam;
import dev.hebb.train.Fit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Pointer;

/** A program that trains for many steps and prints what they cost. */
final class ManySteps {
    private static final int WARM_UP = 2_000;
    private static final int STEPS = 5_000;
    private static final int BATCH = 8;

    private ManySteps() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (Recorder recorder = Recorder.install();
                Model model = Sequential.input(64)
                        .add(Dense.of(32, relu()), Dense.of(10, softmax()))
                        .backend(Recorder.NAME)) {
            model.compile(Adam.of(1e-3), Losses.sparseCategoricalCrossEntropy());
            Dataset batch = Dataset.of(new float[BATCH][64], new int[BATCH]);
            model.fit(batch, Fit.epochs(WARM_UP));
            System.gc();
            TimeUnit.MILLISECONDS.sleep(300);
            long[] before = counters(recorder);
            long done = model.fit(batch, Fit.epochs(STEPS)).steps();
            long[] after = counters(recorder);
            System.out.println("steps " + done);
            String[] names = {"residentKiB", "arenas", "arenaBytes", "plans", "pointerBytes", "pointers"};
            for (int i = 0; i < names.length; i++) {
                System.out.println(names[i] + " " + before[i] + " " + after[i]);
            }
        }
    }

    private static long[] counters(Recorder recorder) throws IOException {
        return new long[] {
            residentKiB(),
            recorder.allocations(),
            recorder.openBytes(),
            recorder.linked().size(),
            Pointer.totalBytes(),
            Pointer.totalCount()
        };
    }

    private static long residentKiB() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
