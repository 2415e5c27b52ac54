package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.linux.raw.RealTime;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryManagerMXBean;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How far the thread of the virtual routers shall go before all others.
 *
 * @param priority of SCHED_RR, 1 to 99; empty for none
 * @param lockMemory whether what the process has touched shall stay in memory
 */
public record RealTimeWish(Optional<Integer> priority, boolean lockMemory) {

    /** Before all that is not real-time. */
    public static final RealTimeWish USUAL = new RealTimeWish(Optional.of(50), true);

    /** As any other thread. */
    public static final RealTimeWish NONE = new RealTimeWish(Optional.empty(), false);

    private static final int MOST = 99;

    /**
     * The thread that the serial collector works on. While it does, the virtual routers stand still: without its own
     * priority their thread would wait behind all that the collector waits for. Every HotSpot has one of that name, but
     * other collectors work on other threads.
     */
    private static final String COLLECTOR = "VM Thread";

    /** As the JVM names the serial collector's beans. */
    private static final Set<String> SERIAL = Set.of("Copy", "MarkSweepCompact");

    public RealTimeWish {
        if (priority.filter(it -> it < 1 || it > MOST).isPresent()) {
            throw new IllegalArgumentException("a real-time priority is 1 to 99, not " + priority.get());
        }
    }

    /** Asks the kernel, for the calling thread and the collector; in sentences what it refused. */
    List<String> refusals() {
        return Stream.concat(
                        priority.flatMap(RealTimeWish::schedulingRefusal).stream(),
                        (lockMemory ? RealTime.lockMemory() : Optional.<String>empty())
                                        .map(why ->
                                                "memory is not locked, so swapping may delay advertisements: " + why)
                                        .stream())
                .toList();
    }

    private static Optional<String> schedulingRefusal(int priority) {
        return RealTime.schedule(priority)
                .map(why -> "no real-time priority, so the machine's load may delay advertisements: " + why)
                .or(() -> RealTime.schedule(COLLECTOR, priority)
                        .or(() -> othersThanSerial(ManagementFactory.getGarbageCollectorMXBeans().stream()
                                .map(MemoryManagerMXBean::getName)
                                .toList()))
                        .map(why -> "no real-time priority for the collector, so that on a machine with load a full"
                                + " collection may last longer than the peers wait: " + why));
    }

    /** Why the collector of these names works without real-time priority; empty for the serial one. */
    static Optional<String> othersThanSerial(List<String> collectors) {
        return SERIAL.containsAll(collectors)
                ? Optional.empty()
                : Optional.of("its threads are others than \"" + COLLECTOR + "\"; start the JVM with -XX:+UseSerialGC"
                        + " instead of what has " + String.join(", ", collectors));
    }
}
