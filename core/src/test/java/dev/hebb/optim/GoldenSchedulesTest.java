package dev.hebb.optim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hebb.Golden;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

class GoldenSchedulesTest {
    private static final String FILE = "schedules.json";
    private static final Pattern STEP_DECAY = Pattern.compile("step_decay\\(size=([0-9]+),gamma=([0-9.]+)\\)");

    @TestFactory
    Stream<DynamicTest> rates() {
        return Golden.tests(FILE, Golden.read(FILE).get("cases"), GoldenSchedulesTest::check);
    }

    private static Optional<Executable> check(JsonNode one) {
        Matcher name = STEP_DECAY.matcher(one.get("name").asText());
        if (!name.matches()) {
            return Optional.empty();
        }
        int size = Integer.parseInt(name.group(1));
        double factor = Double.parseDouble(name.group(2));
        double base = one.get("base_lr").asDouble();
        return Optional.of(() -> {
            double[] want = Golden.numbers(one.get("lr"));
            double[] byEpoch = new double[want.length];
            double[] byStep = new double[want.length];
            for (int i = 0; i < want.length; i++) {
                byEpoch[i] = Schedules.stepDecay(base, size, factor).learningRate(i, 0);
                byStep[i] = Schedules.stepDecayBySteps(base, size, factor).learningRate(0, i);
            }
            Golden.assertClose("by epoch", want, byEpoch, 1e-9);
            Golden.assertClose("by step", want, byStep, 1e-9);
        });
    }
}
