package dev.hebb.benchmarks;

import dev.hebb.nn.Activation;
import dev.hebb.nn.Activations;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A network of dense layers and how it is trained, always on one and the same batch.
 *
 * @param layers the number of inputs, then the units of each layer
 * @param activation Keras' name, of every layer but the last
 * @param outputActivation of the last layer; empty for none, and then the cross-entropies take its results as logits
 * @param learningRate above 0
 * @param batch rows per update
 * @param steps updates per round of a measurement
 */
public record Workload(
        String name,
        List<Integer> layers,
        String activation,
        Optional<String> outputActivation,
        LossKind loss,
        Rule rule,
        double learningRate,
        int batch,
        int steps) {
    /** Of rule {@link Rule#MOMENTUM}. */
    public static final double MOMENTUM = 0.9;

    private static final String SIGMOID = "sigmoid";
    private static final String SOFTMAX = "softmax";
    private static final int BYTES_PER_NUMBER = 4;

    /** The mean over all numbers of the batch (MSE, BCE) or over its rows (CE), as in PyTorch. */
    public enum LossKind {
        /** Squared error. */
        MSE,
        /** Cross-entropy of classes. */
        CE,
        /** Cross-entropy of independent binary targets. */
        BCE
    }

    /** The optimizer, with PyTorch's defaults. */
    public enum Rule {
        /** Reads parameter and gradient, writes the parameter. */
        SGD(3),
        /** Reads and writes the velocity too. */
        MOMENTUM(5),
        /** Reads and writes two moments too. */
        ADAM(7);

        private final int accesses;

        Rule(int accesses) {
            this.accesses = accesses;
        }

        /** How many numbers an update reads or writes per parameter, at least. */
        int accesses() {
            return accesses;
        }
    }

    /** @throws BenchmarkException for settings that no network can have */
    public Workload {
        layers = List.copyOf(layers);
        require(name, !name.isBlank(), "a name", "an empty one");
        require(name, layers.size() >= 2, "layers of 2 or more sizes, inputs first", layers);
        require(name, layers.stream().allMatch(size -> size >= 1), "sizes of 1 or more in layers", layers);
        requireKnown(name, "act", activation);
        outputActivation.ifPresent(known -> requireKnown(name, "out_act", known));
        require(name, !activation.equals(SOFTMAX), "an elementwise act", SOFTMAX);
        require(
                name,
                loss != LossKind.CE || outputActivation.map(SOFTMAX::equals).orElse(true),
                "no out_act, or softmax, with loss ce",
                outputActivation.orElse(""));
        require(
                name,
                loss != LossKind.BCE || outputActivation.map(SIGMOID::equals).orElse(true),
                "no out_act, or sigmoid, with loss bce",
                outputActivation.orElse(""));
        require(name, learningRate > 0 && learningRate < Double.POSITIVE_INFINITY, "a finite lr above 0", learningRate);
        require(name, batch >= 1, "a batch of 1 or more", batch);
        require(name, steps >= 1, "steps of 1 or more", steps);
    }

    private static void requireKnown(String name, String key, String activation) {
        List<String> known =
                Activations.all().stream().map(Activation::name).sorted().toList();
        require(name, known.contains(activation), "one of " + known + " in " + key, activation);
    }

    private static void require(String name, boolean holds, String expected, Object got) {
        if (!holds) {
            throw new BenchmarkException("expected " + expected + " but got " + got + " in workload '" + name + "'");
        }
    }

    public int inputs() {
        return layers.get(0);
    }

    public int outputs() {
        return layers.get(layers.size() - 1);
    }

    /** How many layers have weights. */
    public int depth() {
        return layers.size() - 1;
    }

    public long parameters() {
        long count = 0;
        for (int layer = 0; layer < depth(); layer++) {
            count += (layers.get(layer) + 1L) * layers.get(layer + 1);
        }
        return count;
    }

    /** The matrix products of one update: forward, and backward by the weights and by the inputs of every layer but the first. */
    public List<Product> products() {
        return IntStream.range(0, depth())
                .boxed()
                .flatMap(layer -> {
                    int in = layers.get(layer);
                    int out = layers.get(layer + 1);
                    Product forward = new Product(batch, out, in, false, false);
                    Product byWeights = new Product(in, out, batch, true, false);
                    Product byInputs = new Product(batch, in, out, false, true);
                    return (layer == 0 ? List.of(forward, byWeights) : List.of(forward, byWeights, byInputs)).stream();
                })
                .toList();
    }

    /** Arithmetic operations of the matrix products of one update. */
    public double operations() {
        return products().stream().mapToDouble(Product::operations).sum();
    }

    /**
     * The fewest bytes that an update moves besides its matrix products: the batch is copied in (read and written), the optimizer reads and writes. What an
     * activation reads and writes can ride on a product, so it does not count.
     */
    public double leastBytes() {
        double copied = 2.0 * batch * (inputs() + (loss == LossKind.CE ? 1 : outputs()));
        return BYTES_PER_NUMBER * (copied + (double) rule.accesses() * parameters());
    }

    public Workload withLearningRate(double other) {
        return new Workload(name, layers, activation, outputActivation, loss, rule, other, batch, steps);
    }
}
