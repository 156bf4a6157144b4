package dev.hebb.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hebb.Golden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** Scalers, transforms and encoders against scikit-learn. */
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
            case "normalize_l2":
                return Optional.of(() -> assertTransforms(one, new L2Normalizer()));
            case "one_hot":
                return Optional.of(() -> assertOneHot(one));
            default:
                return Optional.empty();
        }
    }

    private static double[] toArray(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private double[][] columns() {
        double[][] columns = new double[width][rows];
        for (int i = 0; i < x.data().length; i++) {
            columns[i % width][i / width] = x.data()[i];
        }
        return columns;
    }

    private static void assertOneHot(JsonNode one) {
        JsonNode rows = one.get("x");
        String[] colors = new String[rows.size()];
        String[] sizes = new String[rows.size()];
        for (int row = 0; row < rows.size(); row++) {
            colors[row] = rows.get(row).get(0).asText();
            sizes[row] = rows.get(row).get(1).asText();
        }
        Table table = Table.ofRows(rows.size()).with("color", colors).with("size", sizes);
        Preprocessing.Fitted fitted = Preprocessing.standard().fit(table, List.of("color", "size"));
        List<String> names = new ArrayList<>();
        one.get("categories").get(0).forEach(name -> names.add("color=" + name.asText()));
        one.get("categories").get(1).forEach(name -> names.add("size=" + name.asText()));
        assertEquals(names, fitted.features());
        double[] encoded = Arrays.stream(fitted.rows(table))
                .flatMapToDouble(Arrays::stream)
                .toArray();
        Golden.assertClose("one_hot", Golden.tensor(one.get("y")).data(), encoded, 0);
    }

    private void assertScales(JsonNode one, Scaler scaler) {
        assertTransforms(one, scaler);
    }

    private void assertTransforms(JsonNode one, RowTransform transform) {
        double[] scaled = new double[rows * width];
        for (int i = 0; i < rows; i++) {
            double[] row = transform.transform(Arrays.copyOfRange(x.data(), i * width, (i + 1) * width));
            System.arraycopy(row, 0, scaled, i * width, width);
        }
        Golden.assertClose(one.get("name").asText(), Golden.tensor(one.get("y")).data(), scaled, 1e-11);
    }
}
