package dev.hebb.backend.cpu;

import dev.hebb.compile.Region;
import dev.hebb.compile.Region.Space;
import dev.hebb.compile.Region.Step;
import dev.hebb.expr.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A region with the tensors that it reads.
 *
 * @param extents of the matrix's axes, where some input is read by strides of its own
 * @param ownStrides of each input along these axes; empty for one that lies as its space says
 */
record RegionInputs(Region region, List<Tensor> tensors, List<Long> extents, List<List<Long>> ownStrides) {
    static RegionInputs of(Region region, List<Tensor> tensors) {
        return new RegionInputs(
                region,
                tensors,
                List.of(),
                tensors.stream().map(unused -> List.<Long>of()).toList());
    }

    /** The strides of an input that is read by strides of its own, else none. */
    List<Long> strides(int input) {
        return ownStrides.get(input);
    }

    /** Whether every input lies as its space says, as printed kernels expect. */
    boolean isPlain() {
        return ownStrides.stream().allMatch(List::isEmpty);
    }

    /** An elementwise program on inputs that broadcast to the shape of its outputs. */
    static RegionInputs of(Program program, List<Tensor> inputs, List<Tensor> outputs) {
        Tensor output = outputs.get(0);
        List<long[]> strides = Stream.concat(inputs.stream(), Stream.of(output))
                .map(tensor -> tensor.stridesIn(output.shape()))
                .collect(Collectors.toCollection(ArrayList::new));
        Axes axes = Axes.of(output.shape().dims(), strides);
        int last = axes.extents().size() - 1;
        long columns = last < 0 ? 1 : axes.extents().get(last);
        long rows = output.size() / columns;
        List<Space> spaces = new ArrayList<>();
        List<List<Long>> own = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Optional<Space> space =
                    space(inputs.get(i), axes.strides().get(i), axes.strides().get(inputs.size()));
            spaces.add(space.orElse(Space.MATRIX));
            own.add(space.isPresent() ? List.of() : axes.strides().get(i));
        }
        List<Step> steps = program.instructions().stream()
                .map(instruction -> (Step) new Step.Compute(instruction))
                .toList();
        List<Region.Output> results = new ArrayList<>();
        for (int o = 0; o < outputs.size(); o++) {
            results.add(
                    new Region.Output(program.outputs().get(o), outputs.get(o).shape()));
        }
        return new RegionInputs(new Region(rows, columns, spaces, steps, results), inputs, axes.extents(), own);
    }

    private static Optional<Space> space(Tensor input, List<Long> strides, List<Long> outputStrides) {
        if (strides.equals(outputStrides)) {
            return Optional.of(Space.MATRIX);
        } else if (input.size() == 1) {
            return Optional.of(Space.SINGLE);
        }
        int outer = strides.size() - 1;
        boolean isRow =
                strides.get(outer) == 1 && strides.subList(0, outer).stream().allMatch(stride -> stride == 0);
        return isRow ? Optional.of(Space.COLUMNS) : Optional.empty();
    }
}
