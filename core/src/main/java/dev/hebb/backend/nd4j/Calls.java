package dev.hebb.backend.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.api.ops.impl.transforms.any.Assign;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J's operations on fixed arrays, built once: running one allocates nothing outside the heap. Only these two forms do not; sugar such as {@code addi}
 * and the old reductions leave native garbage with every call.
 */
final class Calls {
    private Calls() {}

    static Kernel custom(String name, List<INDArray> inputs, INDArray output) {
        return custom(name, inputs, output, new long[0], new double[0], new boolean[0]);
    }

    static Kernel custom(
            String name, List<INDArray> inputs, INDArray output, long[] integers, double[] numbers, boolean[] flags) {
        OpExecutioner executioner = Nd4j.getExecutioner();
        DynamicCustomOp op = DynamicCustomOp.builder(name)
                .addInputs(inputs.toArray(new INDArray[0]))
                .addOutputs(output)
                .build();
        OpContext context = executioner.buildContext();
        context.setInputArrays(inputs);
        context.setOutputArrays(output);
        context.setIArguments(integers);
        context.setTArguments(numbers);
        context.setBArguments(flags);
        return () -> executioner.exec(op, context);
    }

    static Kernel legacy(Op op) {
        OpExecutioner executioner = Nd4j.getExecutioner();
        return () -> executioner.exec(op);
    }

    /** Element by element in row-major order, between any strides and types; both have one shape. */
    static Kernel copy(INDArray from, INDArray to) {
        return legacy(new Assign(from, to));
    }
}
