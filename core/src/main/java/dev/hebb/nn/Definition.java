package dev.hebb.nn;

import java.util.List;

/**
 * A model as a class of the user's: layers are its fields, {@link #call} connects them. It is called once, on tensors that hold no numbers, and what it
 * connects becomes a {@link Network}; a field that is used twice shares its parameters.
 */
@FunctionalInterface
public interface Definition {
    /** The outputs from the inputs. */
    List<Tensor> call(List<Tensor> inputs);

    /** One input, one output. */
    interface Single extends Definition {
        Tensor call(Tensor input);

        @Override
        default List<Tensor> call(List<Tensor> inputs) {
            if (inputs.size() != 1) {
                throw new IllegalArgumentException("expected 1 input but got " + inputs.size() + ": "
                        + inputs.stream().map(Tensor::name).toList() + "; implement Definition for several");
            }
            return List.of(call(inputs.get(0)));
        }
    }
}
