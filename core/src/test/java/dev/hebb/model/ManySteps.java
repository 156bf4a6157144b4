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

/** A program that trains for many steps, and many models for a few, and prints what they cost. */
final class ManySteps {
    private static final int WARM_UP = 2_000;
    private static final int STEPS = 5_000;
    private static final int BATCH = 8;
    private static final int WARM_UP_MODELS = 40;
    private static final int MODELS = 60;

    private ManySteps() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Dataset batch = Dataset.of(new float[BATCH][64], new int[BATCH]);
        try (Recorder recorder = Recorder.install()) {
            try (Model model = model()) {
                model.fit(batch, Fit.epochs(WARM_UP));
                settle();
                long[] before = counters(recorder);
                long done = model.fit(batch, Fit.epochs(STEPS)).steps();
                print("steps", done, before, counters(recorder));
            }
            live(batch, WARM_UP_MODELS);
            settle();
            long[] before = counters(recorder);
            live(batch, MODELS);
            settle();
            print("models", MODELS, before, counters(recorder));
        }
    }

    private static Model model() {
        return Sequential.input(64)
                .add(Dense.of(32, relu()), Dense.of(10, softmax()))
                .backend(Recorder.NAME)
                .compile(Adam.of(1e-3), Losses.sparseCategoricalCrossEntropy());
    }

    private static void live(Dataset batch, int models) {
        for (int i = 0; i < models; i++) {
            try (Model model = model()) {
                model.fit(batch, Fit.epochs(2));
                try (Predictor predictor = model.predictor()) {
                    predictor.predict(new float[64]);
                }
            }
        }
    }

    private static void print(String what, long count, long[] before, long[] after) {
        System.out.println(what + " " + count);
        String[] names = {"residentKiB", "arenas", "arenaBytes", "plans", "pointerBytes", "pointers"};
        for (int i = 0; i < names.length; i++) {
            System.out.println(what + "/" + names[i] + " " + before[i] + " " + after[i]);
        }
    }

    /** Collects what ND4J leaves to the garbage collector when plans are made; a step leaves it nothing. */
    private static void settle() throws InterruptedException {
        System.gc();
        TimeUnit.MILLISECONDS.sleep(300);
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
