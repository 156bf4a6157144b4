package dev.hebb.nn;

/**
 * A parameter of a network and its place.
 *
 * @param path {@code dense_1/kernel}
 * @param offset its first element in the arena of all parameters
 */
public record Parameter(String path, ParameterSpec spec, long offset) {
    /** The number of weights. */
    public long size() {
        return spec.shape().size();
    }

    /** The name of the layer it belongs to. */
    public String layer() {
        return path.substring(0, path.indexOf('/'));
    }
}
