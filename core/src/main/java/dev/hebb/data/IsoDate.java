package dev.hebb.data;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ISO dates as tables write them: {@code 2012-01-31}, also with a time after a space or {@code T}, which may have an offset; only the date counts. */
final class IsoDate {
    private static final Pattern SHAPE = Pattern.compile(
            "\\d{4}-\\d{2}-\\d{2}(?:[T ]\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?(Z|[+-]\\d{2}:\\d{2})?)?");
    private static final int DATE_LENGTH = 10;

    private IsoDate() {}

    /** Empty for other texts and dates that no calendar has. */
    static Optional<LocalDate> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            LocalDate date = LocalDate.parse(text.substring(0, DATE_LENGTH));
            if (text.length() == DATE_LENGTH) {
                return Optional.of(date);
            }
            String time = text.substring(DATE_LENGTH + 1);
            LocalTime local = matcher.group(1) == null
                    ? LocalTime.parse(time)
                    : OffsetTime.parse(time).toLocalTime();
            return Optional.of(date.atTime(local).toLocalDate());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
