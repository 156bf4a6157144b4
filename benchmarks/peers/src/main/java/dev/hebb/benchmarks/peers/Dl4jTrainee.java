package dev.hebb.benchmarks.peers;

import dev.hebb.benchmarks.BenchmarkException;
import dev.hebb.benchmarks.HebbEngine;
import dev.hebb.benchmarks.Trainee;
import dev.hebb.benchmarks.Workload;
import dev.hebb.benchmarks.WorkloadData;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * A network of Deeplearning4j's. It has no classical momentum, so Nesterov's takes its place: the same work, other numbers from the second update on.
 */
final class Dl4jTrainee implements Trainee {
    private final MultiLayerNetwork network;
    private final Workload workload;
    private final DataSet batch;

    Dl4jTrainee(Workload workload) {
        this.workload = workload;
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .updater(updater(workload))
                .list();
        for (int layer = 0; layer < workload.depth() - 1; layer++) {
            layers.layer(new DenseLayer.Builder()
                    .nIn(workload.layers().get(layer))
                    .nOut(workload.layers().get(layer + 1))
                    .activation(activation(workload.activation()))
                    .build());
        }
        layers.layer(new OutputLayer.Builder(loss(workload))
                .nIn(workload.layers().get(workload.depth() - 1))
                .nOut(workload.outputs())
                .activation(outputActivation(workload))
                .build());
        network = new MultiLayerNetwork(layers.build());
        network.init();
        for (int layer = 0; layer < workload.depth(); layer++) {
            setParameters(layer);
        }
        batch = new DataSet(Nd4j.create(HebbEngine.floats(WorkloadData.inputs(workload))), targets(workload));
    }

    private void setParameters(int layer) {
        int in = workload.layers().get(layer);
        int out = workload.layers().get(layer + 1);
        INDArray kernel = Nd4j.create(WorkloadData.kernel(workload, layer), new long[] {in, out}, DataType.FLOAT);
        network.setParam(layer + "_W", kernel);
        network.setParam(layer + "_b", Nd4j.zeros(DataType.FLOAT, 1, out));
    }

    private static IUpdater updater(Workload workload) {
        double rate = workload.learningRate();
        return switch (workload.rule()) {
            case SGD -> new Sgd(rate);
            case MOMENTUM -> new Nesterovs(rate, Workload.MOMENTUM);
            case ADAM -> new Adam(rate);
        };
    }

    private static Activation activation(String name) {
        return switch (name) {
            case "relu" -> Activation.RELU;
            case "tanh" -> Activation.TANH;
            case "sigmoid" -> Activation.SIGMOID;
            case "softmax" -> Activation.SOFTMAX;
            case "identity" -> Activation.IDENTITY;
            default ->
                throw new BenchmarkException(
                        "expected relu, tanh or sigmoid but got '" + name + "' for Deeplearning4j");
        };
    }

    /** Deeplearning4j's cross-entropies know their activation. */
    private static Activation outputActivation(Workload workload) {
        return switch (workload.loss()) {
            case MSE -> activation(workload.outputActivation().orElse("identity"));
            case CE -> Activation.SOFTMAX;
            case BCE -> Activation.SIGMOID;
        };
    }

    /** Its binary cross-entropy sums over the outputs, where the workload's takes the mean. */
    private static ILossFunction loss(Workload workload) {
        return switch (workload.loss()) {
            case MSE -> new LossMSE();
            case CE -> new LossMCXENT();
            case BCE ->
                new LossBinaryXENT(Nd4j.valueArrayOf(1, workload.outputs(), 1.0 / workload.outputs())
                        .castTo(DataType.FLOAT));
        };
    }

    private static INDArray targets(Workload workload) {
        if (workload.loss() != Workload.LossKind.CE) {
            return Nd4j.create(HebbEngine.floats(WorkloadData.targets(workload)));
        }
        float[][] oneHot = new float[workload.batch()][workload.outputs()];
        int[] classes = WorkloadData.classes(workload);
        for (int row = 0; row < oneHot.length; row++) {
            oneHot[row][classes[row]] = 1;
        }
        return Nd4j.create(oneHot);
    }

    @Override
    public String device() {
        return "Deeplearning4j on " + Nd4j.getBackend().getClass().getSimpleName();
    }

    @Override
    public double[] losses(int steps) {
        double[] losses = new double[steps];
        for (int i = 0; i < steps; i++) {
            network.fit(batch);
            losses[i] = network.score();
        }
        return losses;
    }

    @Override
    public long time(int steps) {
        long start = System.nanoTime();
        for (int i = 0; i < steps; i++) {
            network.fit(batch);
        }
        return System.nanoTime() - start;
    }

    @Override
    public double[] parameterSums() {
        double[] sums = new double[2 * workload.depth()];
        for (int layer = 0; layer < workload.depth(); layer++) {
            sums[2 * layer] = sum(layer + "_W");
            sums[2 * layer + 1] = sum(layer + "_b");
        }
        return sums;
    }

    private double sum(String parameter) {
        try (INDArray wide = network.getParam(parameter).castTo(DataType.DOUBLE)) {
            return wide.sumNumber().doubleValue();
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
