package dev.hebb.train;

import dev.hebb.compile.Compiler;
import dev.hebb.compile.Plan;
import dev.hebb.compile.Target;
import dev.hebb.graph.Graph;
import dev.hebb.nn.Network;
import dev.hebb.runtime.MemoryLimitException;
import dev.hebb.shape.Kind;
import dev.hebb.shape.Precision;
import dev.hebb.train.PlanCache.Mode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The bytes a model takes on its device, known before anything is allocated.
 *
 * @param bytes by what they are for: {@code parameters, gradients, optimizer, activations and temporaries, ..}
 */
public record MemoryPlan(Map<String, Long> bytes) {
    public MemoryPlan {
        bytes = Collections.unmodifiableMap(new LinkedHashMap<>(bytes));
    }

    /** The memory of training with {@code batch} rows per update in {@code accumulate} parts. Allocates nothing on the device. */
    public static MemoryPlan of(
            Network network, Objective objective, Precision precision, Target target, int batch, int accumulate) {
        Count count = new Count(network, objective, precision, target);
        count.update(batch, accumulate);
        return count.plan();
    }

    /**
     * The memory of a whole fit. Allocates nothing on the device.
     *
     * @param rows to train on
     * @param heldRows scored after every epoch; 0 for none
     */
    public static MemoryPlan of(
            Network network, Objective objective, Precision precision, Target target, Fit fit, int rows, int heldRows) {
        Count count = new Count(network, objective, precision, target);
        int batch = fit.batchFor(rows);
        count.update(batch, fit.accumulate());
        if (fit.remainder() == Remainder.KEEP && rows % batch != 0) {
            count.update(rows % batch, fit.accumulate());
        }
        if (heldRows > 0) {
            count.scores(heldRows);
        }
        if (fit.callbacks().stream().anyMatch(Callback::keepsParameters)) {
            count.states.put("kept parameters", network.arenaElements());
        }
        return count.plan();
    }

    /** Adds up the states and plans that a {@link Learner} makes, each once. */
    private static final class Count {
        private final StepGraphs graphs;
        private final Precision precision;
        private final Target target;
        private final Map<String, Long> states = new LinkedHashMap<>();
        private final Map<PlanCache.Key, Plan> plans = new LinkedHashMap<>();

        Count(Network network, Objective objective, Precision precision, Target target) {
            this.graphs = new StepGraphs(network, objective);
            this.precision = precision;
            this.target = target;
            states.put("parameters", network.arenaElements());
            states.put("gradients", network.arenaElements());
            states.put("optimizer state", StepGraphs.optimizerElements(network, objective));
            states.put("figures", (long) graphs.report().elements());
        }

        private void add(Mode mode, long rows, Supplier<List<Graph>> stages) {
            plans.computeIfAbsent(
                    new PlanCache.Key(mode, rows, ""), key -> Compiler.compile(stages.get(), precision, target));
        }

        void update(int rows, int parts) {
            if (parts == 1) {
                add(Mode.TRAIN, rows, () -> List.of(graphs.gradients(rows, false), graphs.update()));
                return;
            }
            add(Mode.UPDATE, 0, () -> List.of(graphs.update()));
            int size = StepGraphs.microBatch(rows, parts);
            add(Mode.ACCUMULATE, size, () -> List.of(graphs.gradients(size, true)));
            if (rows % size != 0) {
                add(Mode.ACCUMULATE, rows % size, () -> List.of(graphs.gradients(rows % size, true)));
            }
        }

        void scores(int rows) {
            Chunks.forEach(
                    rows,
                    (from, count, planRows) -> add(Mode.EVALUATE, planRows, () -> List.of(graphs.evaluate(planRows))));
            if (graphs.hasPenalty()) {
                add(Mode.PENALTY, 0, () -> List.of(graphs.penaltyAlone()));
            }
        }

        MemoryPlan plan() {
            long element = precision.of(Kind.FLOAT).bytes();
            Map<String, Long> bytes = new LinkedHashMap<>();
            states.forEach((what, elements) -> bytes.put(what, Math.multiplyExact(elements, element)));
            long temporaries =
                    plans.values().stream().mapToLong(Plan::workspaceBytes).sum();
            bytes.put("activations and temporaries", temporaries);
            bytes.put(
                    "batch",
                    plans.values().stream().mapToLong(Plan::privateBytes).sum() - temporaries);
            return new MemoryPlan(bytes);
        }
    }

    /**
     * @param limitBytes 0 for no limit
     * @throws MemoryLimitException where the total is above it
     */
    public void require(long limitBytes) {
        if (limitBytes > 0 && totalBytes() > limitBytes) {
            throw new MemoryLimitException(
                    "expected at most " + limitBytes + " bytes but training needs " + totalBytes() + ": " + bytes
                            + "; take a smaller batch, accumulate over more parts, or raise the limit");
        }
    }

    public long totalBytes() {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        bytes.forEach((what, count) -> text.append(String.format(Locale.ROOT, "%-28s %,15d bytes\n", what, count)));
        return text.append(String.format(Locale.ROOT, "%-28s %,15d bytes\n", "total", totalBytes()))
                .toString();
    }
}
