package dev.lvsfleet.agent.vrrp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Alarms, the earliest first: a heap that sets and cancels without allocating. Used by one thread. */
final class Alarms {

    static final int NOWHERE = -1;

    private final List<Alarm> heap = new ArrayList<>();

    /** Rings it then, and not when it was to ring before.
     *
     * @param at of the monotonic clock, in nanoseconds, which may wrap */
    void set(Alarm alarm, long at) {
        alarm.at = at;
        if (alarm.place == NOWHERE) {
            alarm.place = heap.size();
            heap.add(alarm);
        }
        down(up(alarm.place));
    }

    void cancel(Alarm alarm) {
        int place = alarm.place;
        if (place == NOWHERE) {
            return;
        }
        alarm.place = NOWHERE;
        Alarm last = heap.removeLast();
        if (last != alarm) {
            put(last, place);
            down(up(place));
        }
    }

    boolean isSet(Alarm alarm) {
        return alarm.place != NOWHERE;
    }

    /** Takes the earliest one, if its moment has come. */
    @Nullable
    Alarm due(long now) {
        if (heap.isEmpty() || heap.getFirst().at - now > 0) {
            return null;
        }
        Alarm first = heap.getFirst();
        cancel(first);
        return first;
    }

    /** From now until the earliest one, in nanoseconds, at most {@code most}. */
    long untilNext(long now, long most) {
        return heap.isEmpty() ? most : Math.min(most, heap.getFirst().at - now);
    }

    private int up(int start) {
        int place = start;
        while (place > 0 && isEarlier(place, (place - 1) / 2)) {
            swap(place, (place - 1) / 2);
            place = (place - 1) / 2;
        }
        return place;
    }

    private void down(int start) {
        int place = start;
        while (true) {
            int earliest = earlier(place, earlier(2 * place + 1, 2 * place + 2));
            if (earliest == place) {
                return;
            }
            swap(place, earliest);
            place = earliest;
        }
    }

    /** The one of the two places whose alarm is earlier; one beyond the end is never. */
    private int earlier(int one, int other) {
        if (other >= heap.size()) {
            return one;
        }
        return one >= heap.size() || isEarlier(other, one) ? other : one;
    }

    private boolean isEarlier(int first, int second) {
        return heap.get(first).at - heap.get(second).at < 0;
    }

    private void swap(int one, int other) {
        Alarm alarm = heap.get(one);
        put(heap.get(other), one);
        put(alarm, other);
    }

    private void put(Alarm alarm, int place) {
        heap.set(place, alarm);
        alarm.place = place;
    }
}
