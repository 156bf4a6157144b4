package dev.hebb.nn;

import dev.hebb.shape.Shape;

/**
 * What a layer says of a parameter it needs.
 *
 * @param name within the layer, {@code kernel}
 * @param role decides what penalties and weight decay apply by default
 */
public record ParameterSpec(String name, Shape shape, Initializer initializer, Role role, Penalty penalty) {
    public ParameterSpec {
        Names.require("a parameter name", name);
    }

    /** KERNEL takes part in penalties and weight decay; BIAS does not. */
    public enum Role {
        KERNEL,
        BIAS
    }

    public static ParameterSpec kernel(String name, Shape shape, Initializer initializer) {
        return new ParameterSpec(name, shape, initializer, Role.KERNEL, Penalty.NONE);
    }

    public static ParameterSpec bias(String name, Shape shape, Initializer initializer) {
        return new ParameterSpec(name, shape, initializer, Role.BIAS, Penalty.NONE);
    }

    public ParameterSpec withPenalty(Penalty other) {
        return new ParameterSpec(name, shape, initializer, role, other);
    }
}
