package dev.hebb.experiment.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FigureTextTest {
    @Test
    void percentIsOnlyAllWhereItIsAll() {
        assertEquals("100\u00A0%", FigureText.percent(1));
        assertEquals("99.9\u00A0%", FigureText.percent(0.99999));
        assertEquals("99.9\u00A0%", FigureText.percent(0.9991));
        assertEquals("97.1\u00A0%", FigureText.percent(0.971));
        assertEquals("0\u00A0%", FigureText.percent(0));
        assertEquals("–", FigureText.percent(Double.NaN));
    }

    @Test
    void numbersHaveTheDigitsThatCount() {
        assertEquals("0.1235", FigureText.brief(0.12346));
        assertEquals("12.35", FigureText.brief(12.346));
        assertEquals("1,235", FigureText.brief(1234.6));
        assertEquals("-0.5000", FigureText.brief(-0.5));
        assertEquals("1.23e-05", FigureText.brief(1.234e-5));
        assertEquals("42", FigureText.brief(42));
        assertEquals("0.2", FigureText.tick(0.2));
        assertEquals("1,200", FigureText.tick(1200));
        assertEquals("1.50", FigureText.rough(1.5));
    }

    @Test
    void exactFiguresHaveSixDecimalsAndNineDigitsThatCount() {
        assertEquals("0.971014", FigureText.exact(0.9710144));
        assertEquals("-3.250000", FigureText.exact(-3.25));
        assertEquals("0.0000123456789", FigureText.exact(1.23456789e-5));
        assertEquals("123456789", FigureText.exact(123456789.125));
        assertEquals("NaN", FigureText.exact(Double.NaN));
    }

    @Test
    void timesAreRead() {
        assertEquals("3.2 s", FigureText.seconds(3.21));
        assertEquals("2 min 14 s", FigureText.seconds(134.4));
        assertEquals("1 h 4 min", FigureText.seconds(3840));
    }

    @Test
    void longTextsLoseTheirMiddle() {
        assertEquals("short", FigureText.cut("short", 5));
        assertEquals("abcdef…xyz", FigureText.cut("abcdefghijklmnopqrstuvwxyz", 10));
    }

    @Test
    void thisMachineIsKnown() {
        assertEquals(Runtime.getRuntime().availableProcessors(), Machine.here().cores());
        assertEquals(Optional.empty(), Machine.processor(Path.of("no-such-file")));
    }
}
