package dev.hebb.benchmarks.peers;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.optimizer.Sgd;
import ai.djl.training.tracker.Tracker;
import dev.hebb.benchmarks.BenchmarkException;
import dev.hebb.benchmarks.HebbEngine;
import dev.hebb.benchmarks.Trainee;
import dev.hebb.benchmarks.Workload;
import dev.hebb.benchmarks.WorkloadData;
import java.util.List;

/** A network in DJL's PyTorch engine, trained as DJL's own training loop does; the batch stays in PyTorch's memory. */
final class DjlTrainee implements Trainee {
    private static final String ENGINE = "PyTorch";
    private static final String SOFTMAX = "softmax";
    private static final int CLASS_AXIS = -1;

    private final Model model = Model.newInstance("workload", ENGINE);
    private final Trainer trainer;
    private final NDManager manager;
    private final NDArray x;
    private final NDArray y;

    DjlTrainee(Workload workload) {
        SequentialBlock block = new SequentialBlock();
        for (int layer = 0; layer < workload.depth(); layer++) {
            block.add(
                    Linear.builder().setUnits(workload.layers().get(layer + 1)).build());
            boolean isLast = layer == workload.depth() - 1;
            addActivation(block, isLast ? workload.outputActivation().orElse("") : workload.activation());
        }
        model.setBlock(block);
        setParameters(block, workload);
        trainer = model.newTrainer(new DefaultTrainingConfig(loss(workload))
                .optOptimizer(optimizer(workload))
                .optDevices(new ai.djl.Device[] {ai.djl.Device.cpu()}));
        trainer.initialize(new Shape(workload.batch(), workload.inputs()));
        manager = Engine.getEngine(ENGINE).newBaseManager();
        x = manager.create(HebbEngine.floats(WorkloadData.inputs(workload)));
        y = workload.loss() == Workload.LossKind.CE
                ? manager.create(WorkloadData.classes(workload)).toType(DataType.INT64, false)
                : manager.create(HebbEngine.floats(WorkloadData.targets(workload)));
    }

    private static void addActivation(SequentialBlock block, String name) {
        switch (name) {
            case "relu" -> block.add(Activation.reluBlock());
            case "tanh" -> block.add(Activation.tanhBlock());
            case "sigmoid" -> block.add(Activation.sigmoidBlock());
            case "", SOFTMAX, "identity" -> {} // the loss takes logits and applies the softmax
            default -> throw new BenchmarkException("expected relu, tanh or sigmoid but got '" + name + "' for DJL");
        }
    }

    /** DJL keeps kernels as {@code [out, in]}. */
    private static void setParameters(SequentialBlock block, Workload workload) {
        List<Parameter> parameters = block.getParameters().values();
        for (int layer = 0; layer < workload.depth(); layer++) {
            int in = workload.layers().get(layer);
            int out = workload.layers().get(layer + 1);
            double[] kernel = WorkloadData.kernel(workload, layer);
            float[] transposed = new float[kernel.length];
            for (int i = 0; i < in; i++) {
                for (int j = 0; j < out; j++) {
                    transposed[j * in + i] = (float) kernel[i * out + j];
                }
            }
            parameters.get(2 * layer).setInitializer((owner, shape, type) -> owner.create(transposed, shape));
            parameters.get(2 * layer + 1).setInitializer((owner, shape, type) -> owner.zeros(shape, type));
        }
    }

    private static Loss loss(Workload workload) {
        boolean isLogits = workload.outputActivation().isEmpty();
        return switch (workload.loss()) {
            case MSE -> Loss.l2Loss("loss", 1);
            case CE -> Loss.softmaxCrossEntropyLoss("loss", 1, CLASS_AXIS, true, true);
            case BCE -> Loss.sigmoidBinaryCrossEntropyLoss("loss", 1, !isLogits);
        };
    }

    private static Optimizer optimizer(Workload workload) {
        Tracker rate = Tracker.fixed((float) workload.learningRate());
        return switch (workload.rule()) {
            case SGD -> Optimizer.sgd().setLearningRateTracker(rate).build();
            case MOMENTUM -> sgd(rate).optMomentum((float) Workload.MOMENTUM).build();
            case ADAM -> adam(rate).build();
        };
    }

    private static Sgd.Builder sgd(Tracker rate) {
        return Optimizer.sgd().setLearningRateTracker(rate);
    }

    private static Adam.Builder adam(Tracker rate) {
        return Optimizer.adam().optLearningRateTracker(rate);
    }

    @Override
    public String device() {
        return ENGINE + " " + Engine.getEngine(ENGINE).getVersion() + " through DJL";
    }

    private double step(boolean readsLoss) {
        try (NDManager step = manager.newSubManager()) {
            x.tempAttach(step);
            y.tempAttach(step);
            double value = 0;
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDArray loss = trainer.getLoss().evaluate(new NDList(y), trainer.forward(new NDList(x)));
                collector.backward(loss);
                if (readsLoss) {
                    value = loss.getFloat();
                }
            }
            trainer.step();
            return value;
        }
    }

    @Override
    public double[] losses(int steps) {
        double[] losses = new double[steps];
        for (int i = 0; i < steps; i++) {
            losses[i] = step(true);
        }
        return losses;
    }

    @Override
    public long time(int steps) {
        long start = System.nanoTime();
        for (int i = 0; i < steps; i++) {
            step(i == steps - 1);
        }
        return System.nanoTime() - start;
    }

    @Override
    public double[] parameterSums() {
        return model.getBlock().getParameters().values().stream()
                .mapToDouble(parameter -> {
                    double sum = 0;
                    for (float value : parameter.getArray().toFloatArray()) {
                        sum += value;
                    }
                    return sum;
                })
                .toArray();
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
        manager.close();
    }
}
