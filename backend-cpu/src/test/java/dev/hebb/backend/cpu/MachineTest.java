package dev.hebb.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.hebb.backend.Backends;
import dev.hebb.graph.Graph;
import dev.hebb.graph.Value;
import dev.hebb.runtime.BoundPlan;
import dev.hebb.runtime.Session;
import dev.hebb.shape.Precision;
import dev.hebb.shape.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MachineTest {
    @BeforeAll
    static void assumeBuilt() {
        Kernels.assumeBuilt();
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void aSumThatIsTwoOutputsIsTheSameInBoth(Precision precision) {
        Value x = Value.input("x", TensorType.ofFloat(2, 3));
        Map<String, Value> outputs = Map.of("flat", x.sum(0), "row", x.sumOver(0));
        try (Session session = new Session(Backends.open(CpuProvider.NAME), precision)) {
            BoundPlan plan = session.bind(session.compile(List.of(Graph.of(outputs))));
            plan.write("x", 0, new double[] {1, 2, 3, 10, 20, 30}, 0, 6);
            plan.run();
            for (String name : outputs.keySet()) {
                double[] sums = new double[3];
                plan.read(name, sums, 0, 3);
                assertArrayEquals(new double[] {11, 22, 33}, sums, name);
            }
        }
    }
}
