package dev.hebb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The ND4J library of this platform loads and multiplies, with the jars that core's POM keeps. */
class Nd4jSmokeTest {
    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"DOUBLE", "FLOAT"})
    void matrixProductIsRightInBothPrecisions(DataType type) {
        try (INDArray a = Nd4j.createFromArray(new double[][] {{1, 2}, {3, 4}}).castTo(type);
                INDArray b =
                        Nd4j.createFromArray(new double[][] {{5, 6}, {7, 8}}).castTo(type);
                INDArray product = a.mmul(b)) {
            assertEquals(type, product.dataType());
            assertArrayEquals(new double[][] {{19, 22}, {43, 50}}, product.toDoubleMatrix());
        }
    }
}
