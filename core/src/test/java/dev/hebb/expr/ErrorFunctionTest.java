package dev.hebb.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the tables of Abramowitz and Stegun, continued to 16 digits by the GNU C library. */
class ErrorFunctionTest {
    private static final double RELATIVE = 1e-15;

    @ParameterizedTest
    @CsvSource({
        "1e-300, 1.1283791670955126e-300",
        "1e-10, 1.1283791670955126e-10",
        "0.1, 0.1124629160182849",
        "0.5, 0.5204998778130465",
        "1, 0.8427007929497149",
        "1.5, 0.9661051464753108",
        "1.99, 0.995111413199617",
        "2, 0.9953222650189527",
        "2.01, 0.9955248493552482",
        "2.5, 0.9995930479825550",
        "3, 0.9999779095030014",
        "4, 0.9999999845827421",
        "5, 0.9999999999984626",
        "5.9, 0.9999999999999999",
        "6.1, 1",
        "Infinity, 1"
    })
    void itIsRightOnBothSidesOfZero(double x, double y) {
        assertEquals(y, ErrorFunction.of(x), RELATIVE * y);
        assertEquals(-y, ErrorFunction.of(-x), RELATIVE * y);
    }

    @Test
    void zeroKeepsItsSignAndNanStays() {
        assertEquals(0.0, ErrorFunction.of(0.0));
        assertEquals(-0.0, ErrorFunction.of(-0.0));
        assertTrue(Double.isNaN(ErrorFunction.of(Double.NaN)));
    }
}
