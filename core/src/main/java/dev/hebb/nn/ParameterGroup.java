package dev.hebb.nn;

import java.util.List;

/**
 * Parameters that lie side by side because the same rules apply to them, so that an optimizer sweeps over them at once.
 *
 * @param role whether weight decay applies
 * @param penalty of each parameter, as sums
 * @param offset the first element in the arena
 * @param length in elements, with the padding between and after the parameters, which stays 0
 * @param parameters in network order
 */
public record ParameterGroup(
        ParameterSpec.Role role, Penalty penalty, long offset, long length, List<Parameter> parameters) {
    public ParameterGroup {
        parameters = List.copyOf(parameters);
    }
}
