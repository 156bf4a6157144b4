package dev.hebb.model;

import dev.hebb.nn.Parameter;
import dev.hebb.train.Learner;
import java.util.List;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer of a model by name: reads and sets its parameters. Arrays that it gives are copies which the caller closes. */
public final class LayerHandle {
    private static final String KERNEL = "kernel";
    private static final String BIAS = "bias";

    private final Supplier<Learner> learner;
    private final String name;

    /** @param learner refuses while another thread fits the model */
    LayerHandle(Supplier<Learner> learner, String name) {
        this.learner = learner;
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** The names of its parameters, such as {@code kernel} and {@code bias}. */
    public List<String> parameters() {
        String prefix = name + "/";
        return learner.get().network().parameters().stream()
                .map(Parameter::path)
                .filter(path -> path.startsWith(prefix))
                .map(path -> path.substring(prefix.length()))
                .toList();
    }

    /** A copy of a parameter. */
    public INDArray get(String parameter) {
        return learner.get().parameterArray(name + "/" + parameter);
    }

    /** Sets a parameter; the array is only read. */
    public LayerHandle set(String parameter, INDArray values) {
        learner.get().setParameter(name + "/" + parameter, values);
        return this;
    }

    /** Sets a parameter from row-major values. */
    public LayerHandle set(String parameter, double... values) {
        learner.get().setParameter(name + "/" + parameter, values);
        return this;
    }

    /** A copy of the kernel, {@code [in, out]}. */
    public INDArray kernel() {
        return get(KERNEL);
    }

    /** A copy of the bias, {@code [out]}. */
    public INDArray bias() {
        return get(BIAS);
    }

    public LayerHandle setKernel(INDArray values) {
        return set(KERNEL, values);
    }

    public LayerHandle setBias(INDArray values) {
        return set(BIAS, values);
    }
}
