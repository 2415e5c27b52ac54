package dev.lvsfleet.linux.raw;

import dev.lvsfleet.linux.sys.PacketLibrary;
import dev.lvsfleet.linux.sys.SystemCallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts a thread before all others, and keeps its memory from being swapped out. Both are asked for, and may be refused. */
public final class RealTime {

    private static final Path TASKS = Path.of("/proc/self/task");

    private RealTime() {}

    /**
     * Lets the calling thread run before every thread that is not real-time ({@code SCHED_RR}).
     *
     * @param priority 1 to 99
     * @return why it may not; empty when it does
     */
    public static Optional<String> schedule(int priority) {
        return refusal(() -> PacketLibrary.load().scheduleInRealTime(PacketLibrary.CALLING_THREAD, priority));
    }

    /**
     * Lets this process's threads of that name do so.
     *
     * @param name as the kernel has it, which keeps 15 bytes
     * @param priority 1 to 99
     * @return why one may not, or that there is none; empty when all do
     */
    public static Optional<String> schedule(String name, int priority) {
        try (Stream<Path> tasks = Files.list(TASKS)) {
            List<Integer> numbers = tasks.filter(task -> isNamed(task, name))
                    .map(task -> Integer.valueOf(task.getFileName().toString()))
                    .toList();
            if (numbers.isEmpty()) {
                return Optional.of("there is no thread \"" + name + "\"");
            }
            return refusal(() -> numbers.forEach(number -> PacketLibrary.load().scheduleInRealTime(number, priority)));
        } catch (IOException unreadable) {
            return Optional.of(String.valueOf(unreadable.getMessage()));
        }
    }

    private static boolean isNamed(Path task, String name) {
        try {
            return Files.readString(task.resolve("comm")).strip().equals(name);
        } catch (IOException ended) {
            return false;
        }
    }

    /** Keeps what this process has touched, and will touch, in memory.
     *
     * @return why it may not; empty when it does */
    public static Optional<String> lockMemory() {
        return refusal(() -> PacketLibrary.load().lockMemory());
    }

    private static Optional<String> refusal(Runnable call) {
        try {
            call.run();
            return Optional.empty();
        } catch (SystemCallException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }
}
