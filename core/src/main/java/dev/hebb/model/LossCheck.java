package dev.hebb.model;

import dev.hebb.graph.Op;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.Add;
import dev.hebb.graph.op.Gelu;
import dev.hebb.graph.op.Identity;
import dev.hebb.graph.op.LeakyRelu;
import dev.hebb.graph.op.LogSoftmax;
import dev.hebb.graph.op.MatrixProduct;
import dev.hebb.graph.op.Relu;
import dev.hebb.graph.op.Sigmoid;
import dev.hebb.graph.op.Softmax;
import dev.hebb.graph.op.Softplus;
import dev.hebb.graph.op.Tanh;
import dev.hebb.nn.Loss;
import java.util.List;

/** Refuses a loss on logits behind a softmax, a loss on probabilities behind something that gives none, and classes that one output cannot tell apart. */
final class LossCheck {
    private static final List<Class<? extends Op>> NO_PROBABILITIES = List.of(
            Add.class,
            MatrixProduct.class,
            Identity.class,
            Relu.class,
            LeakyRelu.class,
            Tanh.class,
            Gelu.class,
            Softplus.class,
            LogSoftmax.class);
    private static final List<Class<? extends Op>> NO_LOGITS = List.of(Softmax.class, LogSoftmax.class, Sigmoid.class);

    private LossCheck() {}

    static void check(String output, Loss loss, Value prediction) {
        Op last = prediction.node().op();
        if (loss.expects() == Loss.Expects.LOGITS && NO_LOGITS.contains(last.getClass())) {
            throw new IllegalArgumentException(
                    "expected logits but got the result of " + last.name() + " at output " + output + " for loss "
                            + loss.name() + "; remove the activation, or take the loss on probabilities");
        }
        if (loss.expects() == Loss.Expects.PROBABILITIES && NO_PROBABILITIES.contains(last.getClass())) {
            throw new IllegalArgumentException("expected probabilities but got the result of " + last.name()
                    + " at output " + output + " for loss " + loss.name()
                    + "; end with softmax or sigmoid, or take the loss from logits");
        }
        boolean single = prediction.shape().rank() < 2 || prediction.shape().dim(-1) == 1;
        boolean overClasses = loss.targets() == Loss.Targets.CLASSES || last instanceof Softmax;
        if (single && overClasses) {
            throw new IllegalArgumentException("expected at least 2 classes but got "
                    + prediction.shape().dim(-1) + " unit at output " + output + " for loss " + loss.name()
                    + "; take one unit per class, or a sigmoid unit with binaryCrossEntropy");
        }
    }
}
