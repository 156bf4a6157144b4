package dev.hebb.backend.cpu;

import dev.hebb.backend.cpu.ChainShape.Candidate;
import dev.hebb.compile.Launch;
import dev.hebb.compile.Region;
import dev.hebb.graph.op.MatrixProduct;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds launches that run as one command: each task runs all of them on its rows, which stay in its caches, and waits for nobody in between.
 *
 * <p>Where a task's rows are too many for the caches, only a product and the region that reads its result run together, some rows at a time.
 */
final class Chains {
    /** How many launches in a row may be moved before a chain, so that it goes on behind them. */
    private static final int MOST_MOVED = 3;

    /**
     * Launches of one command; one that stands alone makes a chain of its own.
     *
     * @param moved launches between the members, which run before them
     * @param rows of every member of several
     * @param tasks how many tasks a chain of several members has
     * @param unitsAtOnce how many units of rows a task takes at a time through all members
     */
    record Chain(List<Integer> moved, List<Integer> members, long rows, long tasks, long unitsAtOnce) {
        boolean isOne() {
            return members.size() == 1;
        }
    }

    private final List<Launch> launches;
    private final Tensors tensors;
    private final Means means;
    private final List<Optional<Candidate>> candidates;

    Chains(List<Launch> launches, Tensors tensors, Means means) {
        this.launches = launches;
        this.tensors = tensors;
        this.means = means;
        this.candidates = launches.stream().map(this::candidate).toList();
    }

    /** All launches, in an order that gives the same results. */
    List<Chain> all() {
        List<Chain> chains = new ArrayList<>();
        for (int i = 0; i < launches.size(); ) {
            Chain chain = from(i);
            chains.add(chain);
            i += chain.moved().size() + chain.members().size();
        }
        return chains;
    }

    private Optional<Candidate> candidate(Launch launch) {
        List<Tensor> inputs = tensors.of(launch.inputs());
        List<Tensor> outputs = tensors.of(launch.outputs());
        if (launch.op() instanceof MatrixProduct op) {
            Products product = Products.of(op, inputs.get(0), inputs.get(1), outputs.get(0), means.libraries());
            return RowWork.of(product)
                    .map(work -> new Candidate(
                            work,
                            product.dataType(),
                            product.operations(),
                            product.n(),
                            product.op().transposeA() ? 0 : product.n() * product.k(),
                            1,
                            product.isHalved()));
        } else if (launch.op() instanceof Region region) {
            return RowWork.of(region, inputs, outputs)
                    .map(work -> new Candidate(
                            work,
                            outputs.get(0).dataType(),
                            0,
                            region.columns(),
                            0,
                            RegionCommand.tasks(region, means.threads()),
                            false));
        }
        return Optional.empty();
    }

    private Chain from(int start) {
        Chain best = new Chain(List.of(), List.of(start), 0, 1, 0);
        if (candidates.get(start).isEmpty()) {
            return best;
        }
        List<Integer> members = new ArrayList<>(best.members());
        List<Integer> moved = new ArrayList<>();
        int waiting = 0;
        for (int i = start + 1; i < launches.size() && waiting <= MOST_MOVED; i++) {
            Optional<Chain> longer = candidates.get(i).flatMap(candidate -> with(moved, members, candidate));
            if (longer.isPresent()) {
                members.add(i);
                best = new Chain(
                        List.copyOf(moved),
                        List.copyOf(members),
                        longer.get().rows(),
                        longer.get().tasks(),
                        longer.get().unitsAtOnce());
                waiting = 0;
            } else if (isApart(launches.get(i), members)) {
                moved.add(i);
                waiting++;
            } else {
                break;
            }
        }
        return best;
    }

    private boolean isApart(Launch launch, List<Integer> members) {
        List<Tensor> read = tensors.of(launch.inputs());
        List<Tensor> made = tensors.of(launch.outputs());
        return members.stream()
                .allMatch(member -> candidates.get(member).orElseThrow().work().isApartFrom(read, made));
    }

    /** Members and one more, if they can be a chain. */
    private Optional<Chain> with(List<Integer> moved, List<Integer> members, Candidate added) {
        List<Candidate> all = new ArrayList<>();
        members.forEach(member -> all.add(candidates.get(member).orElseThrow()));
        boolean mayFollow = all.stream()
                .allMatch(before ->
                        added.dataType() == before.dataType() && added.work().mayFollow(before.work()));
        all.add(added);
        ChainShape shape = new ChainShape(all, means.threads());
        return mayFollow && shape.isWorthwhile()
                ? Optional.of(new Chain(moved, members, shape.rows(), shape.tasks(), shape.unitsAtOnce()))
                : Optional.empty();
    }
}
