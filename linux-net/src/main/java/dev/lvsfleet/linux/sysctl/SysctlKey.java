package dev.lvsfleet.linux.sysctl;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The name of a setting, as the names of its directories and its file under {@code /proc/sys}.
 *
 * @param segments at least one, none of them empty, {@code .} or {@code ..}, without slashes
 */
public record SysctlKey(List<String> segments) {

    public SysctlKey {
        segments = List.copyOf(segments);
        if (segments.isEmpty() || !segments.stream().allMatch(SysctlKey::isName)) {
            throw new IllegalArgumentException("not the name of a setting: " + segments);
        }
    }

    private static boolean isName(String segment) {
        return !segment.isEmpty()
                && !segment.equals(".")
                && !segment.equals("..")
                && segment.indexOf('/') < 0
                && segment.indexOf('\0') < 0;
    }

    public static SysctlKey of(String... segments) {
        return new SysctlKey(List.of(segments));
    }

    /** A setting of one interface, or of {@code all} or {@code default}; an interface's name may have dots. */
    public static SysctlKey ofInterface(String family, String networkInterface, String name) {
        return of("net", family, "conf", networkInterface, name);
    }

    /** The key that {@link #toString} wrote.
     *
     * @throws IllegalArgumentException when it is none */
    public static SysctlKey parse(String text) {
        return new SysctlKey(Arrays.stream(text.split("\\.", -1))
                .map(segment -> segment.replace('/', '.'))
                .toList());
    }

    /** As sysctl(8) writes it: dots between the segments, and slashes for the dots inside one. */
    @Override
    public String toString() {
        return segments.stream().map(it -> it.replace('.', '/')).collect(Collectors.joining("."));
    }
}
