package dev.hebb.experiment.spec;

import dev.hebb.optim.Adam;
import dev.hebb.optim.AdamW;
import dev.hebb.optim.ConstantRate;
import dev.hebb.optim.Momentum;
import dev.hebb.optim.Nesterov;
import dev.hebb.optim.Optimizer;
import dev.hebb.optim.RmsProp;
import dev.hebb.optim.Schedule;
import dev.hebb.optim.Sgd;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * An optimizer by name, with all its settings.
 *
 * @param settings by name, {@code lr} first
 */
public record OptimizerSpec(String name, Map<String, Double> settings) {
    public static final String LEARNING_RATE = "lr";

    public OptimizerSpec {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    private double get(String setting) {
        return Objects.requireNonNull(settings.get(setting), setting);
    }

    /** @throws IllegalArgumentException for a setting out of its range */
    public Optimizer optimizer() {
        Schedule rate = new ConstantRate(get(LEARNING_RATE));
        return switch (name) {
            case "sgd" -> new Sgd(rate);
            case "momentum" -> new Momentum(rate, get("momentum"));
            case "nesterov" -> new Nesterov(rate, get("momentum"));
            case "rmsprop" -> new RmsProp(rate, get("alpha"), get("epsilon"));
            case "adam" -> new Adam(rate, get("beta1"), get("beta2"), get("epsilon"));
            case "adamw" -> new AdamW(rate, get("beta1"), get("beta2"), get("epsilon"), get("weight_decay"));
            default -> throw new AssertionError(name);
        };
    }
}
