package dev.hebb.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The known answers that Random123 publishes for philox4x32-10 (its file kat_vectors). */
class PhiloxTest {
    private static int[] words(long key, int c0, int c1, int c2, int c3) {
        int[] words = new int[4];
        Philox.words(key, c0, c1, c2, c3, words);
        return words;
    }

    @Test
    void zerosGiveThePublishedWords() {
        assertArrayEquals(new int[] {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}, words(0, 0, 0, 0, 0));
    }

    @Test
    void onesGiveThePublishedWords() {
        assertArrayEquals(new int[] {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}, words(-1, -1, -1, -1, -1));
    }

    @Test
    void theDigitsOfPiGiveThePublishedWords() {
        long key = 0x299f31d0_a4093822L;
        assertArrayEquals(
                new int[] {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1},
                words(key, 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344));
    }

    @Test
    void unitIsTheUpperTwentyFourBitsAndFitsAFloat() {
        assertEquals(0, Philox.unit(0xFF));
        assertEquals(0.5, Philox.unit(0x80000000));
        assertEquals(1 - 0x1p-24, Philox.unit(-1));
        for (int word : new int[] {-1, 0x12345678, 0x9abcdef0}) {
            assertEquals((float) Philox.unit(word), Philox.unit(word));
            assertTrue(Philox.unit(word) < 1);
        }
    }
}
