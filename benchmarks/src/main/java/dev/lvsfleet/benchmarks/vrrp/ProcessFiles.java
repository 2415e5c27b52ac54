package dev.lvsfleet.benchmarks.vrrp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What the kernel charges to processes: proc(5). */
final class ProcessFiles {

    /** USER_HZ, the same on all that a JVM runs on. */
    private static final long TICK_NANOS = 10_000_000L;

    private ProcessFiles() {}

    /** Of all of them together, since each began. */
    static Duration processorTime(List<Long> pids) throws IOException {
        Duration all = Duration.ZERO;
        for (long pid : pids) {
            all = all.plus(processorTime(Files.readString(Path.of("/proc/" + pid + "/stat"))));
        }
        return all;
    }

    /** In user and system mode, out of /proc/PID/stat: fields 14 and 15, counted behind the name, which may hold anything. */
    static Duration processorTime(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Duration.ofNanos((Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_NANOS);
    }

    /** Of all of them together; shared pages count for each. */
    static long residentKilobytes(List<Long> pids) throws IOException {
        long all = 0;
        for (long pid : pids) {
            all += residentKilobytes(Files.readString(Path.of("/proc/" + pid + "/status")));
        }
        return all;
    }

    /** Out of /proc/PID/status. */
    static long residentKilobytes(String status) {
        return status.lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no VmRSS in " + status));
    }

    /** One minute's. */
    static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[0];
        } catch (IOException unreadable) {
            return "unknown";
        }
    }
}
