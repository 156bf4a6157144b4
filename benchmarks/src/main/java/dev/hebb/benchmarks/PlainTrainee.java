package dev.hebb.benchmarks;

import java.util.Arrays;

/**
 * Back-propagation in plain Java doubles.
 *
 * <p>Source: Goodfellow, Bengio, Courville, "Deep Learning", 2016, algorithms 6.3 and 6.4; Kingma, Ba, "Adam", 2015, algorithm 1, epsilon after the bias
 * correction.
 */
public final class PlainTrainee implements Trainee {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final Workload workload;
    private final double[][] x;
    /** Parameter tensors: kernel, bias, kernel, .. */
    private final double[][] parameters;
    /** What every layer had before its activation in the last forward pass, from place 1. */
    private final double[][][] sums;

    private final double[][] first;
    private final double[][] second;
    private int updates;

    PlainTrainee(Workload workload) {
        this.workload = workload;
        this.x = WorkloadData.inputs(workload);
        this.parameters = new double[2 * workload.depth()][];
        for (int layer = 0; layer < workload.depth(); layer++) {
            parameters[2 * layer] = WorkloadData.kernel(workload, layer);
            parameters[2 * layer + 1] = new double[workload.layers().get(layer + 1)];
        }
        this.sums = new double[workload.depth() + 1][][];
        this.first = zeros();
        this.second = zeros();
    }

    @Override
    public String device() {
        return "plain Java";
    }

    private double[][] zeros() {
        return Arrays.stream(parameters)
                .map(values -> new double[values.length])
                .toArray(double[][]::new);
    }

    /** The results of the last layer before its activation or, where the workload names one, after it: {@code [batch, outputs]}. */
    public double[][] predict() {
        return forward()[workload.depth()];
    }

    private double[][][] forward() {
        double[][][] results = new double[workload.depth() + 1][][];
        results[0] = x;
        for (int layer = 0; layer < workload.depth(); layer++) {
            boolean isLast = layer == workload.depth() - 1;
            String activation = isLast ? workload.outputActivation().orElse("identity") : workload.activation();
            sums[layer + 1] = affine(results[layer], layer);
            results[layer + 1] = activate(activation, sums[layer + 1]);
        }
        return results;
    }

    private double[][] affine(double[][] in, int layer) {
        double[] kernel = parameters[2 * layer];
        double[] bias = parameters[2 * layer + 1];
        double[][] out = new double[in.length][];
        for (int row = 0; row < in.length; row++) {
            double[] sums = bias.clone();
            for (int i = 0; i < in[row].length; i++) {
                double value = in[row][i];
                for (int j = 0; j < sums.length; j++) {
                    sums[j] += value * kernel[i * sums.length + j];
                }
            }
            out[row] = sums;
        }
        return out;
    }

    private static double[][] activate(String name, double[][] z) {
        if (name.equals("softmax")) {
            return Arrays.stream(z).map(PlainTrainee::softmax).toArray(double[][]::new);
        }
        return Arrays.stream(z)
                .map(row -> Arrays.stream(row)
                        .map(value -> PlainFunction.named(name).of(value))
                        .toArray())
                .toArray(double[][]::new);
    }

    private static double[] softmax(double[] z) {
        double max = Arrays.stream(z).max().orElseThrow();
        double sum = Arrays.stream(z).map(value -> Math.exp(value - max)).sum();
        return Arrays.stream(z).map(value -> Math.exp(value - max) / sum).toArray();
    }

    /** The loss, and its derivative by what the last layer has before its activation, written over {@code out}. */
    private double loss(double[][] out) {
        boolean isLogits = workload.outputActivation().isEmpty();
        return switch (workload.loss()) {
            case MSE -> squaredError(out);
            case CE -> crossEntropy(out, isLogits);
            case BCE -> binaryCrossEntropy(out, isLogits);
        };
    }

    private double squaredError(double[][] out) {
        double[][] y = WorkloadData.targets(workload);
        double count = (double) out.length * out[0].length;
        PlainFunction activation =
                PlainFunction.named(workload.outputActivation().orElse("identity"));
        double loss = 0;
        for (int row = 0; row < out.length; row++) {
            for (int j = 0; j < out[row].length; j++) {
                double error = out[row][j] - y[row][j];
                loss += error * error / count;
                out[row][j] = 2 * error / count * activation.derivative(sums[workload.depth()][row][j], out[row][j]);
            }
        }
        return loss;
    }

    private double crossEntropy(double[][] out, boolean isLogits) {
        int[] classes = WorkloadData.classes(workload);
        double loss = 0;
        for (int row = 0; row < out.length; row++) {
            double[] p = isLogits ? softmax(out[row]) : out[row];
            loss -= Math.log(p[classes[row]]) / out.length;
            for (int j = 0; j < p.length; j++) {
                out[row][j] = (p[j] - (j == classes[row] ? 1 : 0)) / out.length;
            }
        }
        return loss;
    }

    private double binaryCrossEntropy(double[][] out, boolean isLogits) {
        double[][] y = WorkloadData.targets(workload);
        double count = (double) out.length * out[0].length;
        double loss = 0;
        for (int row = 0; row < out.length; row++) {
            for (int j = 0; j < out[row].length; j++) {
                double p = isLogits ? 1 / (1 + Math.exp(-out[row][j])) : out[row][j];
                loss -= Math.log(y[row][j] == 1 ? p : 1 - p) / count;
                out[row][j] = (p - y[row][j]) / count;
            }
        }
        return loss;
    }

    private double step() {
        double[][][] results = forward();
        double[][] delta = results[workload.depth()];
        double loss = loss(delta);
        double[][] gradients = zeros();
        for (int layer = workload.depth() - 1; layer >= 0; layer--) {
            double[][] in = results[layer];
            byWeights(in, delta, gradients[2 * layer], gradients[2 * layer + 1]);
            if (layer > 0) {
                delta = byInputs(delta, sums[layer], in, parameters[2 * layer]);
            }
        }
        update(gradients);
        return loss;
    }

    private static void byWeights(double[][] in, double[][] delta, double[] kernel, double[] bias) {
        for (int row = 0; row < in.length; row++) {
            for (int j = 0; j < bias.length; j++) {
                bias[j] += delta[row][j];
            }
            for (int i = 0; i < in[row].length; i++) {
                for (int j = 0; j < bias.length; j++) {
                    kernel[i * bias.length + j] += in[row][i] * delta[row][j];
                }
            }
        }
    }

    /** The derivative by what the layer before has before its activation, {@code before}, whose results are {@code in}. */
    private double[][] byInputs(double[][] delta, double[][] before, double[][] in, double[] kernel) {
        PlainFunction activation = PlainFunction.named(workload.activation());
        double[][] result = new double[in.length][in[0].length];
        for (int row = 0; row < in.length; row++) {
            int units = delta[row].length;
            for (int i = 0; i < in[row].length; i++) {
                double sum = 0;
                for (int j = 0; j < units; j++) {
                    sum += delta[row][j] * kernel[i * units + j];
                }
                result[row][i] = sum * activation.derivative(before[row][i], in[row][i]);
            }
        }
        return result;
    }

    private void update(double[][] gradients) {
        updates++;
        double rate = workload.learningRate();
        double correction1 = 1 - Math.pow(BETA1, updates);
        double correction2 = Math.sqrt(1 - Math.pow(BETA2, updates));
        for (int t = 0; t < parameters.length; t++) {
            double[] p = parameters[t];
            double[] m = first[t];
            double[] v = second[t];
            for (int i = 0; i < p.length; i++) {
                double g = gradients[t][i];
                switch (workload.rule()) {
                    case SGD -> p[i] -= rate * g;
                    case MOMENTUM -> {
                        m[i] = Workload.MOMENTUM * m[i] + g;
                        p[i] -= rate * m[i];
                    }
                    case ADAM -> {
                        m[i] = BETA1 * m[i] + (1 - BETA1) * g;
                        v[i] = BETA2 * v[i] + (1 - BETA2) * g * g;
                        p[i] -= rate / correction1 * m[i] / (Math.sqrt(v[i]) / correction2 + EPSILON);
                    }
                }
            }
        }
    }

    @Override
    public double[] losses(int steps) {
        double[] losses = new double[steps];
        for (int step = 0; step < steps; step++) {
            losses[step] = step();
        }
        return losses;
    }

    @Override
    public long time(int steps) {
        long start = System.nanoTime();
        losses(steps);
        return System.nanoTime() - start;
    }

    @Override
    public double[] parameterSums() {
        return Arrays.stream(parameters)
                .mapToDouble(values -> Arrays.stream(values).sum())
                .toArray();
    }

    @Override
    public void close() {}
}
