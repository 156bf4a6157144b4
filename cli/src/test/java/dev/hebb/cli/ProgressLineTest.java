package dev.hebb.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.experiment.Scores;
import dev.hebb.train.Figures;
import dev.hebb.train.Progress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressLineTest {
    private static Progress progress(int epoch, int epochs, boolean isEpochEnd) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("loss", 0.12345);
        figures.put("accuracy", 0.975);
        figures.put("val_loss", 12345.6789);
        return new Progress(epoch, epochs, isEpochEnd ? 40 : 20, 40, new Figures(figures), isEpochEnd, 5, 12345.6, 75);
    }

    @Test
    void aLineNeverExceedsItsWidth() {
        for (int width = 10; width <= 200; width++) {
            String line = ProgressLine.line(progress(9_999, 100_000, false), width);
            assertTrue(line.length() <= width, line);
        }
    }

    @Test
    void fortyColumnsShowEpochLossAndTimeLeft() {
        assertEquals("epoch 3/40  loss 0.1235  1:15 left", ProgressLine.line(progress(2, 40, false), 39));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            20  | epoch 3/40
            40  | epoch 3/40  loss 0.1235  1:15 left
            80  | epoch 3/40  [=       ]  loss 0.1235  1:15 left  accuracy 0.9750  val_loss 12346
            200 | epoch 3/40  [==                          ]  loss 0.1235  1:15 left  accuracy 0.9750  val_loss 12346  12,346 rows/s
            """)
    void whatFitsIsShownTheMostImportantFirst(int columns, String line) {
        StringWriter out = new StringWriter();
        new ProgressLine(new PrintWriter(out), columns).show(progress(2, 40, false));
        String shown = out.toString().replaceAll("\\u001b\\[[?0-9]*[a-zA-Z]|\r", "");
        assertTrue(shown.length() < columns, shown);
        assertEquals(line, shown);
    }

    @Test
    void wideLinesHaveABarAndEveryFigure() {
        assertEquals(
                "epoch 20/40  [==============              ]  loss 0.1235  1:15 left  accuracy 0.9750  val_loss 12346  12,346 rows/s",
                ProgressLine.line(progress(19, 40, false), 130));
    }

    @Test
    void aTerminalGetsOneLineThatIsRedrawn() {
        StringWriter out = new StringWriter();
        ProgressLine line = new ProgressLine(new PrintWriter(out), 80);
        line.show(progress(0, 2, false));
        line.show(progress(1, 2, true));
        line.end();
        assertEquals(2, out.toString().chars().filter(c -> c == '\r').count());
        assertEquals(out.toString().length() - 1, out.toString().indexOf('\n'));
    }

    @Test
    void elsewhereOnlySomeEpochsGetAPlainLine() {
        StringWriter out = new StringWriter();
        ProgressLine line = new ProgressLine(new PrintWriter(out), 0);
        for (int epoch = 0; epoch < 100; epoch++) {
            line.show(progress(epoch, 100, false));
            line.show(progress(epoch, 100, true));
        }
        line.end();
        assertTrue(out.toString().lines().count() <= 22, out.toString());
        assertFalse(out.toString().contains("\u001b"));
    }

    @ParameterizedTest
    @CsvSource({"0.2,1 s", "59.5,1:00", "61,1:01", "3599.5,1:00:00", "3725,1:02:05", "NaN,?"})
    void timesAreRoundedUp(double seconds, String text) {
        assertEquals(text, ProgressLine.time(seconds));
    }

    @ParameterizedTest
    @CsvSource({
        "0,0.0000",
        "0.5,0.5000",
        "1,1.000",
        "99.99,99.99",
        "12345.6,12346",
        "1e-5,1.00e-05",
        "-2.5,-2.500",
        "1e9,1.00e+09",
        "NaN,NaN"
    })
    void figuresHaveFourDigitsThatCount(double value, String text) {
        assertEquals(text, Scores.brief(value));
    }

    @ParameterizedTest
    @CsvSource({"0.9777777777,0.977778", "0,0.000000", "123456789.123,123456789", "1.23456789e-7,1.23456789E-7"})
    void exactFiguresKeepSixDecimalsOrNineDigits(double value, String text) {
        assertEquals(text, Scores.exact(value));
    }
}
