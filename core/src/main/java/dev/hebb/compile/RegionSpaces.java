package dev.hebb.compile;

import dev.hebb.compile.Region.Space;
import dev.hebb.graph.ElementwiseOp;
import dev.hebb.graph.Node;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.Constant;
import dev.hebb.shape.Shape;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what every value of some nodes is within a matrix of given extents: of the spaces that its size allows, those that every node which makes or reads it
 * allows too.
 *
 * <p>Values are known by their roots: a view of a vector is the vector. Where more than one answer is left, which needs equal extents or an extent of 1, the
 * first of MATRIX, SINGLE, ROWS, COLUMNS is taken.
 */
final class RegionSpaces {
    /** Where several are possible, the first of these. */
    private static final List<Space> PREFERRED = List.of(Space.MATRIX, Space.SINGLE, Space.ROWS, Space.COLUMNS);

    /** One way to run a node: the spaces that each input may have, and the one that the outputs have then. */
    private record Way(List<Set<Space>> inputs, Space output) {}

    private final long rows;
    private final long columns;
    private final Map<Value, Set<Space>> possible = new LinkedHashMap<>();
    private final Map<Node, List<Way>> ways = new LinkedHashMap<>();

    private RegionSpaces(long rows, long columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /** The space of every value that {@code nodes} make or read, where there is one for each. */
    static Optional<Map<Value, Space>> of(List<Node> nodes, long rows, long columns) {
        RegionSpaces spaces = new RegionSpaces(rows, columns);
        return spaces.start(nodes) && spaces.solve() ? Optional.of(spaces.found()) : Optional.empty();
    }

    private boolean start(List<Node> nodes) {
        for (Node node : nodes) {
            List<Way> all = node.op() instanceof ElementwiseOp ? elementwise(node) : reductions(node);
            ways.put(node, new ArrayList<>(all));
            node.inputs().forEach(input -> possible.computeIfAbsent(Schedule.root(input), this::bySize));
            node.outputs().forEach(output -> possible.computeIfAbsent(output, this::bySize));
        }
        return possible.values().stream().noneMatch(Set::isEmpty);
    }

    private Set<Space> bySize(Value value) {
        if (value.node().op() instanceof Constant) {
            return EnumSet.of(Space.SINGLE);
        }
        Set<Space> fitting = EnumSet.noneOf(Space.class);
        for (Space space : Space.values()) {
            if (Region.size(space, rows, columns) == value.shape().size()) {
                fitting.add(space);
            }
        }
        return fitting;
    }

    private boolean solve() {
        while (true) {
            boolean changed = true;
            while (changed) {
                changed = false;
                for (Node node : ways.keySet()) {
                    changed |= narrow(node);
                }
                if (possible.values().stream().anyMatch(Set::isEmpty)) {
                    return false;
                }
            }
            Optional<Set<Space>> open =
                    possible.values().stream().filter(set -> set.size() > 1).findFirst();
            if (open.isEmpty()) {
                return true;
            }
            Set<Space> choice = open.get();
            Space first =
                    PREFERRED.stream().filter(choice::contains).findFirst().orElseThrow();
            choice.retainAll(EnumSet.of(first));
        }
    }

    private boolean narrow(Node node) {
        List<Way> left = ways.getOrDefault(node, List.of());
        left.removeIf(way -> !fits(node, way));
        boolean changed = false;
        for (int i = 0; i < node.inputs().size(); i++) {
            Set<Space> allowed = EnumSet.noneOf(Space.class);
            for (Way way : left) {
                allowed.addAll(way.inputs().get(i));
            }
            changed |= spaces(Schedule.root(node.input(i))).retainAll(allowed);
        }
        Set<Space> produced = EnumSet.noneOf(Space.class);
        left.forEach(way -> produced.add(way.output()));
        for (Value output : node.outputs()) {
            changed |= spaces(output).retainAll(produced);
        }
        return changed;
    }

    private boolean fits(Node node, Way way) {
        for (int i = 0; i < node.inputs().size(); i++) {
            Set<Space> common = EnumSet.noneOf(Space.class);
            common.addAll(spaces(Schedule.root(node.input(i))));
            common.retainAll(way.inputs().get(i));
            if (common.isEmpty()) {
                return false;
            }
        }
        return node.outputs().stream().allMatch(output -> spaces(output).contains(way.output()));
    }

    private Set<Space> spaces(Value value) {
        return possible.getOrDefault(value, EnumSet.noneOf(Space.class));
    }

    private Map<Value, Space> found() {
        Map<Value, Space> found = new LinkedHashMap<>();
        possible.forEach((value, set) -> found.put(value, set.iterator().next()));
        return found;
    }

    private List<Way> elementwise(Node node) {
        Shape shape = node.output().shape();
        List<Way> all = new ArrayList<>();
        int split = split(shape);
        for (Space output : bySize(node.output())) {
            List<Set<Space>> inputs = new ArrayList<>();
            for (Value input : node.inputs()) {
                inputs.add(
                        output != Space.MATRIX
                                ? ofVector(input.shape(), shape, output)
                                : split < 0 ? EnumSet.noneOf(Space.class) : ofMatrix(input.shape(), shape, split));
            }
            all.add(new Way(inputs, output));
        }
        return all;
    }

    /** How many leading axes make up the rows, with as many axes of extent 1 as there are; -1 where no number does. */
    private int split(Shape shape) {
        int split = -1;
        long leading = 1;
        for (int axes = 0; axes <= shape.rank() && shape.size() == rows * columns; axes++) {
            split = leading == rows ? axes : split;
            leading *= axes < shape.rank() ? shape.dim(axes) : 1;
        }
        return split;
    }

    private static Set<Space> ofVector(Shape input, Shape shape, Space output) {
        Set<Space> allowed = EnumSet.noneOf(Space.class);
        if (input.size() == shape.size()) {
            allowed.add(output);
        }
        if (input.size() == 1) {
            allowed.add(Space.SINGLE);
        }
        return allowed;
    }

    /**
     * What an input is that broadcasts to a matrix whose rows are the first {@code split} axes of {@code shape}. A bias of one row is one number per column all
     * the same, so that one row is computed as many are.
     */
    private Set<Space> ofMatrix(Shape input, Shape shape, int split) {
        boolean[] isWhole = {true, true};
        boolean[] isOne = {true, true};
        for (int axis = 0; axis < shape.rank(); axis++) {
            int own = axis - (shape.rank() - input.rank());
            long extent = own < 0 ? 1 : input.dim(own);
            int side = axis < split ? 0 : 1;
            isWhole[side] &= extent == shape.dim(axis);
            isOne[side] &= extent == 1;
        }
        boolean hasNoRows = split > 0 && columns > 1 && input.rank() <= shape.rank() - split;
        Set<Space> allowed = EnumSet.noneOf(Space.class);
        addIf(isWhole[0] && isWhole[1] && !hasNoRows, Space.MATRIX, allowed);
        addIf(isWhole[0] && isOne[1], Space.ROWS, allowed);
        addIf(isOne[0] && isWhole[1], Space.COLUMNS, allowed);
        addIf(isOne[0] && isOne[1], Space.SINGLE, allowed);
        return allowed;
    }

    private static void addIf(boolean holds, Space space, Set<Space> spaces) {
        if (holds) {
            spaces.add(space);
        }
    }

    private List<Way> reductions(Node node) {
        RegionReduction reduction = RegionReduction.of(node);
        Shape shape = node.input(0).shape();
        List<Way> all = new ArrayList<>();
        if (reduction.isView()) {
            for (Space space : Space.values()) {
                all.add(way(space, space));
            }
            return all;
        }
        int split = split(shape);
        boolean isOverColumns = split >= 0 && reduction.isOverColumns(rows, columns);
        if (isOverColumns) {
            all.add(way(Space.MATRIX, Space.ROWS));
        }
        if (split >= 0 && reduction.isSum() && reduction.isOverRows(rows, columns)) {
            all.add(way(Space.MATRIX, Space.COLUMNS));
        }
        if (reduction.isTotal() && !isOverColumns) {
            all.add(way(Space.MATRIX, Space.SINGLE));
            all.add(way(Space.ROWS, Space.SINGLE));
        }
        return all;
    }

    private static Way way(Space input, Space output) {
        return new Way(List.of(EnumSet.of(input)), output);
    }
}
