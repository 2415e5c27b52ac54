package dev.lvsfleet.health.probe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Targets that are probed no more, but whose verdicts still stand for a successor to take over. Confined to one event loop. */
final class Departures {

    private final Map<String, Departure> departures = new HashMap<>();

    /**
     * One target's end.
     *
     * @param partition it came from; losing it leaves the rest to the partition's next owner
     * @param last as it was in the end; none when it was never probed here
     */
    private record Departure(int partition, long generation, Optional<Watched> last) {}

    /** The newest departure of a target counts. */
    void add(String id, int partition, long generation, Optional<Watched> last) {
        departures.put(id, new Departure(partition, generation, last));
    }

    /** It is probed again; whether it was gone. */
    boolean returned(String id) {
        return departures.remove(id) != null;
    }

    /** Its time is over; whether it still was, and this departure was its newest. */
    boolean over(String id, long generation) {
        Departure departure = departures.get(id);
        return departure != null && departure.generation() == generation && departures.remove(id, departure);
    }

    void forgetPartitions(IntPredicate partitions) {
        departures.values().removeIf(departure -> partitions.test(departure.partition()));
    }

    List<Watched> last() {
        List<Watched> last = new ArrayList<>();
        departures.values().forEach(departure -> departure.last().ifPresent(last::add));
        return last;
    }
}
