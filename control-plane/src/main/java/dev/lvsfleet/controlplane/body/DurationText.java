package dev.lvsfleet.controlplane.body;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as operators write them: {@code 500ms}, {@code 6s}, {@code 2m}. */
public final class DurationText {

    private static final Pattern FORM = Pattern.compile("(\\d{1,7})(ms|s|m)");

    private DurationText() {}

    /** A parser for durations within the bounds, both included. */
    public static FieldReader.Parser<Duration> between(Duration min, Duration max) {
        return text -> {
            Duration duration = parse(text);
            if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
                throw new IllegalArgumentException("Must be from " + format(min) + " to " + format(max) + ".");
            }
            return duration;
        };
    }

    static Duration parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("Must be a duration like 500ms, 6s or 2m.");
        }
        long amount = Long.parseLong(form.group(1));
        return switch (form.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }

    /** The shortest such text for a duration of whole milliseconds. */
    public static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 60_000 == 0) {
            return millis / 60_000 + "m";
        }
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }
}
