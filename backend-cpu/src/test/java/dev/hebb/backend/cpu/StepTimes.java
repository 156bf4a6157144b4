package dev.hebb.backend.cpu;

import static dev.hebb.nn.Activations.identity;
import static dev.hebb.nn.Activations.relu;

import dev.hebb.data.Dataset;
import dev.hebb.data.Datasets;
import dev.hebb.model.Model;
import dev.hebb.model.Sequential;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Losses;
import dev.hebb.optim.Adam;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Measures whole training steps (feed, forward, backward, Adam, read the loss) of dense networks in float32 on each backend, in microseconds: the median of
 * rounds that alternate between the backends. {@code mvn -Dquick -Psteps -pl core,backend-cpu process-test-classes} runs it.
 */
public final class StepTimes {
    private static final int ROUNDS = 15;
    private static final long ROUND_NANOS = 300_000_000;

    private record Net(int batch, List<Integer> sizes) {
        Net(int batch, Integer... sizes) {
            this(batch, List.of(sizes));
        }

        Dataset data() {
            Random random = new Random(1);
            double[][] rows = new double[batch][sizes.get(0)];
            int[] classes = new int[batch];
            for (int i = 0; i < batch; i++) {
                rows[i] = random.doubles(sizes.get(0)).toArray();
                classes[i] = random.nextInt(sizes.get(sizes.size() - 1));
            }
            return Datasets.of(rows, classes);
        }

        Model model(String backend) {
            Sequential model = Sequential.input(sizes.get(0));
            for (int i = 1; i < sizes.size(); i++) {
                model.add(Dense.of(sizes.get(i), i < sizes.size() - 1 ? relu() : identity()));
            }
            return model.seed(1)
                    .backend(backend)
                    .compile(Adam.of(1e-3), Losses.sparseCategoricalCrossEntropyFromLogits());
        }

        @Override
        public String toString() {
            return sizes + " batch " + batch;
        }
    }

    private StepTimes() {}

    private static double microseconds(Model model, Dataset data) {
        long start = System.nanoTime();
        int steps = 0;
        while (System.nanoTime() - start < ROUND_NANOS) {
            model.partialFit(data);
            steps++;
        }
        return (System.nanoTime() - start) / 1e3 / steps;
    }

    /** @param arguments the names of the backends; none means nd4j and cpu */
    public static void main(String[] arguments) {
        String[] backends = arguments.length == 0 ? new String[] {"nd4j", "cpu"} : arguments;
        for (Net net : new Net[] {
            new Net(4, 2, 2, 2),
            new Net(32, 64, 256, 128, 10),
            new Net(32, 784, 128, 10),
            new Net(1024, 784, 512, 512, 10)
        }) {
            Dataset data = net.data();
            double[][] times = new double[backends.length][ROUNDS];
            Model[] models = new Model[backends.length];
            Arrays.setAll(models, i -> net.model(backends[i]));
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < backends.length; i++) {
                    times[i][round] = microseconds(models[i], data);
                }
            }
            for (int i = 0; i < backends.length; i++) {
                Arrays.sort(times[i]);
                System.out.printf(
                        "%-32s %-6s %10.1f us per step (fastest round %.1f)%n",
                        net, backends[i], times[i][ROUNDS / 2], times[i][0]);
                models[i].close();
            }
        }
    }
}
