package dev.hebb.nn;

import static dev.hebb.nn.Activations.relu;
import static dev.hebb.nn.Activations.softmax;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.shape.Precision;
import dev.hebb.shape.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTest {
    @Test
    void aChainShowsLayersShapesAndParameters() {
        Network network = Network.sequential(
                Shape.of(28, 28),
                List.of(
                        Flatten.of(),
                        Dense.of(16, relu()),
                        Dropout.of(0.2),
                        Dense.of(10, softmax()).named("digit")));
        assertEquals("""
                Layer (type)         Output shape     Parameters
                ------------------------------------------------
                input (input)        [batch, 28, 28]           0
                flatten_1 (Flatten)  [batch, 784]              0
                dense_1 (Dense)      [batch, 16]          12,560
                dropout_1 (Dropout)  [batch, 16]               0
                digit (Dense)        [batch, 10]             170
                ------------------------------------------------
                Parameters: 12,730 (49.7 KiB as float32)""", network.summary());
    }

    private static Network branched() {
        Tensor picture = Tensor.input("picture", 28, 28, 3);
        Tensor facts = Tensor.input("facts", 12);
        Dense shared = Dense.of(12, relu());
        Tensor hidden = shared.apply(shared.apply(facts)).plus(facts);
        Tensor both = Tensor.concatenate(
                -1,
                Dense.of(1200, relu())
                        .named("a_rather_long_name_for_a_layer")
                        .apply(Flatten.of().apply(picture)),
                hidden);
        return Network.of(
                List.of(picture, facts),
                List.of(
                        Dense.of(3, softmax()).named("kind").apply(both),
                        Dense.of(1).named("size").apply(both)));
    }

    @Test
    void aGraphShowsWhatEachLayerReads() {
        Map<String, Long> memory = new LinkedHashMap<>();
        memory.put("parameters", 11_300_000L);
        memory.put("in all", 45_200_123L);
        assertEquals("""
                Layer (type)             Output shape        Parameters  Reads
                --------------------------------------------------------------------------------
                picture (input)          [batch, 28, 28, 3]           0  -
                facts (input)            [batch, 12]                  0  -
                flatten_1 (Flatten)      [batch, 2352]                0  picture
                a_rather_long_name_for_  [batch, 1200]        2,823,600  flatten_1
                a_layer (Dense)
                dense_1 (Dense)          [batch, 12]                156  facts; dense_1
                add_1 (Add)              [batch, 12]                  0  dense_1, facts
                concatenate_1            [batch, 1212]                0  a_rather_long_name_for_
                (Concatenate)                                            a_layer, add_1
                kind (Dense)             [batch, 3]               3,639  concatenate_1
                size (Dense)             [batch, 1]               1,213  concatenate_1
                --------------------------------------------------------------------------------
                Parameters: 2,828,608 (21.6 MiB as float64)
                Memory, parameters: 10.8 MiB
                Memory, in all: 43.1 MiB""", branched().summary(80, Precision.FLOAT64, memory));
    }

    @Test
    void aNarrowTableBreaksLongCells() {
        assertEquals("""
                Layer (type)    Output shape     Parameters  Reads
                ------------------------------------------------------------
                picture         [batch, 28, 28,           0  -
                (input)         3]
                facts (input)   [batch, 12]               0  -
                flatten_1       [batch, 2352]             0  picture
                (Flatten)
                a_rather_long_  [batch, 1200]     2,823,600  flatten_1
                name_for_a_
                layer (Dense)
                dense_1         [batch, 12]             156  facts; dense_1
                (Dense)
                add_1 (Add)     [batch, 12]               0  dense_1, facts
                concatenate_1   [batch, 1212]             0  a_rather_long_
                (Concatenate)                                name_for_a_
                                                             layer, add_1
                kind (Dense)    [batch, 3]            3,639  concatenate_1
                size (Dense)    [batch, 1]            1,213  concatenate_1
                ------------------------------------------------------------
                Parameters: 2,828,608 (10.8 MiB as float32)""", branched().summary(60, Precision.FLOAT32, Map.of()));
    }

    @Test
    void everyWidthIsKept() {
        for (int width = Summary.MIN_WIDTH; width < 140; width++) {
            int limit = width;
            branched()
                    .summary(width, Precision.FLOAT32, Map.of())
                    .lines()
                    .forEach(line -> assertTrue(line.length() <= limit, line));
        }
    }

    @Test
    void aWidthThatHoldsNoTableIsRefused() {
        assertEquals(
                "expected a width of 40 or more but got 39",
                assertThrows(IllegalArgumentException.class, () -> branched().summary(39, Precision.FLOAT32, Map.of()))
                        .getMessage());
    }
}
