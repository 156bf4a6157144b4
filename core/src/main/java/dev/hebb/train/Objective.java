package dev.hebb.train;

import dev.hebb.metric.Metric;
import dev.hebb.nn.Network;
import dev.hebb.nn.OutputLosses;
import dev.hebb.optim.Clipping;
import dev.hebb.optim.Optimizer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model is compiled for.
 *
 * @param losses by output name, in the order of the targets
 * @param metrics by output name
 */
public record Objective(
        Optimizer optimizer,
        Clipping clipping,
        Map<String, OutputLosses.Share> losses,
        Map<String, List<Metric>> metrics) {
    public Objective {
        losses = Collections.unmodifiableMap(new LinkedHashMap<>(losses));
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /** @throws dev.hebb.shape.ShapeException where a loss or metric does not take what the network puts out */
    public void requireFits(Network network) {
        new StepGraphs(network, this);
    }
}
