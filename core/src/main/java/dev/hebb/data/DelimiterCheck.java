package dev.hebb.data;

import java.util.List;

/** Notices a table of one column whose fields hold several values each, because what divides them is no delimiter that is read. */
final class DelimiterCheck {
    private static final int ROWS = 20;

    private final String file;
    private final String header;
    private final long bars;
    private final int words;
    private boolean isBars;
    private boolean isWords;
    private int seen;

    DelimiterCheck(String file, List<String> header) {
        this.file = file;
        this.header = header.size() == 1 ? header.get(0) : "";
        this.bars = bars(this.header);
        this.words = words(this.header).length;
        this.isBars = bars > 0;
        this.isWords = words > 1;
    }

    private static long bars(String text) {
        return text.chars().filter(c -> c == '|').count();
    }

    private static String[] words(String text) {
        return text.strip().split("\\s+", -1);
    }

    /** @throws DataException where the first rows are all divided as the header is */
    void see(List<String> record) {
        if (seen == ROWS || !isBars && !isWords) {
            return;
        }
        seen++;
        if (record.size() > 1) {
            requireNone(isBars && bars(String.join("", record)) == bars);
            seen = ROWS;
            return;
        }
        isBars &= bars(record.get(0)) == bars;
        isWords &= isDividedByBlanks(record.get(0));
        requireNone(seen == ROWS);
    }

    /** @throws DataException as {@link #see} */
    void end() {
        requireNone(seen > 0 && seen < ROWS);
    }

    private boolean isDividedByBlanks(String field) {
        String[] parts = words(field);
        boolean hasNumber = false;
        for (String part : parts) {
            hasNumber |= NumberText.parse(part).isPresent();
        }
        return hasNumber && parts.length == words;
    }

    private void requireNone(boolean isSure) {
        if (isSure && (isBars || isWords)) {
            throw new DataException("expected a comma, semicolon or tab between columns but the header '"
                    + TextClip.clip(header) + "' and the rows of " + file + " are divided by "
                    + (isBars ? "'|'" : "blanks") + "; write the file with commas");
        }
    }
}
