package dev.hebb.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hebb.Golden;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** Scalers against scikit-learn. */
class GoldenPreprocessingTest {
    private static final String FILE = "preprocessing.json";
    private static final double TOLERANCE = 1e-12;

    private final JsonNode golden = Golden.read(FILE);
    private final Golden.Tensor x = Golden.tensor(golden.get("x"));
    private final int rows = (int) x.shape().dim(0);
    private final int width = (int) x.shape().dim(1);

    @TestFactory
    Stream<DynamicTest> everyCase() {
        ArrayNode cases = JsonNodeFactory.instance.arrayNode();
        golden.properties().forEach(entry -> {
            if (entry.getValue().has("y")) {
                ObjectNode one = entry.getValue().deepCopy();
                cases.add(one.put("name", entry.getKey()));
            }
        });
        return Golden.tests(FILE, cases, this::check);
    }

    private Optional<Executable> check(JsonNode one) {
        double[][] columns = columns();
        switch (one.get("name").asText()) {
            case "standard":
                return Optional.of(() -> {
                    StandardScaler scaler = StandardScaler.fit(columns);
                    assertScales(one, scaler);
                    Golden.assertClose(
                            "mean", Golden.tensor(one.get("mean")).data(), toArray(scaler.mean()), TOLERANCE);
                    double[] scale = toArray(scaler.deviation());
                    scale[scale.length - 1] += 1; // scikit-learn divides the constant column by 1
                    Golden.assertClose("scale", Golden.tensor(one.get("scale")).data(), scale, TOLERANCE);
                });
            case "minmax":
                return Optional.of(() -> assertScales(one, MinMaxScaler.fit(columns)));
            case "robust":
                return Optional.of(() -> assertScales(one, RobustScaler.fit(columns)));
            default:
                return Optional.empty();
        }
    }

    private static double[] toArray(java.util.List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private double[][] columns() {
        double[][] columns = new double[width][rows];
        for (int i = 0; i < x.data().length; i++) {
            columns[i % width][i / width] = x.data()[i];
        }
        return columns;
    }

    private void assertScales(JsonNode one, Scaler scaler) {
        double[] scaled = new double[rows * width];
        for (int i = 0; i < rows; i++) {
            double[] row = java.util.Arrays.copyOfRange(x.data(), i * width, (i + 1) * width);
            scaler.apply(row);
            System.arraycopy(row, 0, scaled, i * width, width);
        }
        Golden.assertClose(one.get("name").asText(), Golden.tensor(one.get("y")).data(), scaled, 1e-11);
    }
}
