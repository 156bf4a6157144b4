package dev.hebb.train;

import dev.hebb.compile.Compiler;
import dev.hebb.compile.Plan;
import dev.hebb.compile.Target;
import dev.hebb.nn.Network;
import dev.hebb.runtime.MemoryLimitException;
import dev.hebb.shape.Kind;
import dev.hebb.shape.Precision;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    public static MemoryPlan of(Network network, Objective objective, Precision precision, Target target, int batch, int accumulate) {
        StepGraphs graphs = new StepGraphs(network, objective);
        int rows = StepGraphs.microBatch(batch, accumulate);
        Plan plan = Compiler.compile(List.of(graphs.gradients(rows, accumulate > 1), graphs.update()), precision, target);
        long element = precision.of(Kind.FLOAT).bytes();
        Map<String, Long> bytes = new LinkedHashMap<>();
        bytes.put("parameters", Math.multiplyExact(network.arenaElements(), element));
        bytes.put("gradients", Math.multiplyExact(network.arenaElements(), element));
        bytes.put("optimizer state", Math.multiplyExact(StepGraphs.optimizerElements(network, objective), element));
        bytes.put("figures", graphs.report().elements() * element);
        bytes.put("activations and temporaries", plan.workspaceBytes());
        bytes.put("batch", plan.privateBytes() - plan.workspaceBytes());
        return new MemoryPlan(bytes);
    }

    /**
     * @param limitBytes 0 for no limit
     * @throws MemoryLimitException where the total is above it
     */
    public void require(long limitBytes) {
        if (limitBytes > 0 && totalBytes() > limitBytes) {
            throw new MemoryLimitException("expected at most " + limitBytes + " bytes but training needs " + totalBytes() + ": " + bytes
                    + "; take a smaller batch, accumulate over more parts, or raise the limit");
        }
    }

    public long totalBytes() {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        bytes.forEach((what, count) -> text.append(String.format("%-28s %,15d bytes%n", what, count)));
        return text.append(String.format("%-28s %,15d bytes%n", "total", totalBytes())).toString();
    }
}
