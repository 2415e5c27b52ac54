package dev.lvsfleet.controlplane.body;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as operators write them: {@code 500ms}, {@code 6s}, {@code 2m}, {@code 1h}. */
public final class DurationText {

    private static final Pattern FORM = Pattern.compile("(\\d{1,7})(ms|s|m|h)");
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private DurationText() {}

    /** A parser for durations within the bounds, both included. */
    public static FieldReader.Parser<Duration> between(Duration min, Duration max) {
        String range = "from " + format(min) + " to " + format(max);
        return text -> {
            Duration duration = parse(text)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "Must be a duration " + range + ", like 500ms, 6s, 2m or 1h, " + Given.was(text) + "."));
            if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
                throw new IllegalArgumentException("Must be " + range + ", " + Given.was(text) + ".");
            }
            return duration;
        };
    }

    /** A duration that {@link #format} wrote. */
    public static Duration stored(String text) {
        return parse(text).orElseThrow(() -> new IllegalStateException("'" + text + "' was never written"));
    }

    static Optional<Duration> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(form.group(1));
        return Optional.of(
                switch (form.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    default -> Duration.ofHours(amount);
                });
    }

    /** A duration of whole milliseconds in the largest unit that divides it; none is {@code 0ms}. */
    public static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0) {
            return "0ms";
        }
        if (millis % HOUR == 0) {
            return millis / HOUR + "h";
        }
        if (millis % MINUTE == 0) {
            return millis / MINUTE + "m";
        }
        return millis % SECOND == 0 ? millis / SECOND + "s" : millis + "ms";
    }
}
