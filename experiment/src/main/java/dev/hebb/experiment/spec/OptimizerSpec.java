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
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An optimizer by name, with all its settings.
 *
 * @param settings by name, {@code lr} first
 */
public record OptimizerSpec(String name, Map<String, Double> settings) {
    public static final String LEARNING_RATE = "lr";
    private static final double ADAPTIVE_RATE = 1e-3;
    private static final double PLAIN_RATE = 1e-2;
    private static final Map<String, Map<String, Double>> DEFAULTS = defaults();

    public OptimizerSpec {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    private static Map<String, Map<String, Double>> defaults() {
        Map<String, Map<String, Double>> all = new LinkedHashMap<>();
        all.put("sgd", settings(PLAIN_RATE));
        all.put("momentum", settings(PLAIN_RATE, "momentum", Momentum.DEFAULT_MOMENTUM));
        all.put("nesterov", settings(PLAIN_RATE, "momentum", Momentum.DEFAULT_MOMENTUM));
        all.put("rmsprop", settings(ADAPTIVE_RATE, "alpha", RmsProp.DEFAULT_ALPHA, "epsilon", RmsProp.DEFAULT_EPSILON));
        all.put(
                "adam",
                settings(
                        ADAPTIVE_RATE,
                        "beta1",
                        Adam.DEFAULT_BETA1,
                        "beta2",
                        Adam.DEFAULT_BETA2,
                        "epsilon",
                        Adam.DEFAULT_EPSILON));
        Map<String, Double> adamw = settings(
                ADAPTIVE_RATE,
                "beta1",
                Adam.DEFAULT_BETA1,
                "beta2",
                Adam.DEFAULT_BETA2,
                "epsilon",
                Adam.DEFAULT_EPSILON);
        adamw.put("weight_decay", AdamW.DEFAULT_WEIGHT_DECAY);
        all.put("adamw", adamw);
        return all;
    }

    /** @param more names and numbers by turns */
    private static Map<String, Double> settings(double learningRate, Object... more) {
        Map<String, Double> settings = new LinkedHashMap<>();
        settings.put(LEARNING_RATE, learningRate);
        for (int i = 0; i < more.length; i += 2) {
            settings.put((String) more[i], (Double) more[i + 1]);
        }
        return settings;
    }

    /** The names that a spec may use. */
    static List<String> names() {
        return List.copyOf(DEFAULTS.keySet());
    }

    /** The settings of an optimizer as they are unless given. */
    static Map<String, Double> defaults(String name) {
        return Objects.requireNonNull(DEFAULTS.get(name), name);
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
