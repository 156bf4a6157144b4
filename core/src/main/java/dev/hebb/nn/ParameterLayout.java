package dev.hebb.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where each parameter lies in the one arena: group after group, in network order within a group, every parameter at a multiple of
 * {@link #ALIGNMENT} elements (a cache line of floats, so that vector loads of a sweep never straddle two parameters).
 *
 * @param parameters in network order
 * @param groups in the order of the arena
 * @param elements the length of the arena
 */
record ParameterLayout(List<Parameter> parameters, List<ParameterGroup> groups, long elements) {
    static final int ALIGNMENT = 16;

    private record Rules(ParameterSpec.Role role, Penalty penalty) {
        static Rules of(ParameterSpec spec) {
            return new Rules(spec.role(), spec.penalty().asSum(spec.shape().size()));
        }
    }

    /** Places the parameters, given by path in network order. */
    static ParameterLayout of(Map<String, ParameterSpec> specs) {
        Map<Rules, Map<String, ParameterSpec>> byRules = new LinkedHashMap<>();
        specs.forEach((path, spec) -> byRules.computeIfAbsent(Rules.of(spec), rules -> new LinkedHashMap<>())
                .put(path, spec));
        List<ParameterGroup> groups = new ArrayList<>();
        Map<String, Parameter> placed = new LinkedHashMap<>();
        long end = 0;
        for (Map.Entry<Rules, Map<String, ParameterSpec>> rules : byRules.entrySet()) {
            long start = end;
            List<Parameter> members = new ArrayList<>();
            for (Map.Entry<String, ParameterSpec> spec : rules.getValue().entrySet()) {
                Parameter parameter = new Parameter(spec.getKey(), spec.getValue(), end);
                members.add(parameter);
                placed.put(parameter.path(), parameter);
                end = after(parameter);
            }
            groups.add(
                    new ParameterGroup(rules.getKey().role(), rules.getKey().penalty(), start, end - start, members));
        }
        List<Parameter> inOrder = specs.keySet().stream()
                .map(path -> Objects.requireNonNull(placed.get(path)))
                .toList();
        return new ParameterLayout(inOrder, List.copyOf(groups), end);
    }

    private static long after(Parameter parameter) {
        try {
            long end = Math.addExact(parameter.offset(), Math.addExact(parameter.size(), ALIGNMENT - 1L));
            return end / ALIGNMENT * ALIGNMENT;
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "expected at most " + Long.MAX_VALUE + " parameters in all but got more with " + parameter.path()
                            + " " + parameter.spec().shape() + "; use smaller layers");
        }
    }
}
