package dev.lvsfleet.lab.process;

import java.util.Optional;

/**
 * A process that was started, recognisable again: the kernel uses a process id again, but not with the same start time.
 *
 * @param pid in the node's kernel
 * @param startTime in clock ticks since that kernel's boot, field 22 of {@code /proc/PID/stat}
 */
public record ProcessMark(long pid, long startTime) {

    /** The mark of the process that a line of {@code /proc/PID/stat} describes; empty when that process has ended. */
    static Optional<ProcessMark> ofStat(String stat) {
        // The command, in parentheses, may hold blanks and parentheses itself: count from behind it.
        int end = stat.lastIndexOf(')');
        if (end < 0) {
            return Optional.empty();
        }
        String[] fields = stat.substring(end + 2).strip().split(" ", -1);
        boolean ended = fields[0].equals("Z") || fields[0].equals("X");
        return ended
                ? Optional.empty()
                : Optional.of(new ProcessMark(
                        Long.parseLong(stat.substring(0, stat.indexOf(' '))), Long.parseLong(fields[19])));
    }

    static ProcessMark parse(String text) {
        String[] parts = text.strip().split(" ", -1);
        return new ProcessMark(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    String text() {
        return pid + " " + startTime + "\n";
    }
}
