package dev.hebb.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LabelEncoderTest {
    @Test
    void textsAreInTheOrderOfTheAlphabet() {
        LabelEncoder encoder = LabelEncoder.fit(new String[] {"sun", "fog", "sun", "10"});
        assertEquals(List.of("10", "fog", "sun"), encoder.classes());
        assertArrayEquals(new int[] {2, 1, 0}, encoder.encode(new String[] {"sun", "fog", "10"}));
        assertArrayEquals(new String[] {"10", "sun"}, encoder.decode(new int[] {0, 2}));
    }

    @Test
    void numbersAreInTheOrderOfNumbers() {
        assertEquals(
                List.of("-1", "2", "2.5", "10"),
                LabelEncoder.fit(new String[] {"10", "2", "2.5", "-1", "2"}).classes());
    }

    @Test
    void unknownLabelsAndClassesAreRefusedWithTheKnownOnes() {
        LabelEncoder encoder = new LabelEncoder(List.of("no", "yes"));
        String label = assertThrows(DataException.class, () -> encoder.encode(new String[] {"no", "maybe"}))
                .getMessage();
        assertTrue(label.contains("[no, yes]") && label.contains("'maybe' in row 1"), label);
        String number = assertThrows(DataException.class, () -> encoder.decode(new int[] {2}))
                .getMessage();
        assertTrue(number.contains("0 to 1") && number.contains("got 2"), number);
        assertThrows(DataException.class, () -> encoder.decode(new int[] {-1}));
    }

    @Test
    void aMissingLabelNoLabelsAndRepeatedClassesAreRefused() {
        assertTrue(assertThrows(DataException.class, () -> LabelEncoder.fit(new String[] {"a", ""}))
                .getMessage()
                .contains("row 1"));
        assertThrows(DataException.class, () -> LabelEncoder.fit(new String[0]));
        assertThrows(DataException.class, () -> new LabelEncoder(List.of("a", "a")));
    }
}
