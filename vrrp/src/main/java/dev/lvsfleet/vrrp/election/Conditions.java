package dev.lvsfleet.vrrp.election;

import dev.lvsfleet.vrrp.packet.Priority;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the node, whatever role it has.
 *
 * @param started whether the virtual router shall take part
 * @param linkUp whether its interface can carry anything
 * @param able whether what the addresses lead to is programmed; without it nothing is claimed
 * @param tracks the newest word of each tracked thing, by its name
 * @param groupHeld whether another member of the sync group takes no part
 */
public record Conditions(boolean started, boolean linkUp, boolean able, Map<String, Track> tracks, boolean groupHeld) {

    /** Before anything is known: nothing is claimed on a guess. */
    public static final Conditions UNKNOWN = new Conditions(false, false, false, Map.of(), false);

    private static final int LEAST = 1;
    private static final int MOST = 254;

    public Conditions {
        tracks = Map.copyOf(tracks);
    }

    /** Why the virtual router cannot take part, of its own; the first reason if there are several. */
    public Optional<Reason> ownObstacle() {
        if (!started) {
            return Optional.of(Reason.STOPPED);
        }
        if (!linkUp) {
            return Optional.of(Reason.LINK_DOWN);
        }
        boolean fault = tracks.values().stream().anyMatch(track -> track instanceof Track.Faults);
        return fault ? Optional.of(Reason.TRACKED_FAULT) : Optional.empty();
    }

    /** Why it cannot take part, its group included. */
    public Optional<Reason> obstacle() {
        return ownObstacle().or(() -> groupHeld ? Optional.of(Reason.GROUP_FAULT) : Optional.empty());
    }

    /** The configured priority and what the tracked things add to it. */
    public Priority priority(Config config) {
        if (config.priority().isOwner() || tracks.isEmpty()) {
            return config.priority();
        }
        int sum = 0; // added up without a stream: this is asked for with every packet
        for (Track track : tracks.values()) {
            sum += weight(track);
        }
        return sum == 0
                ? config.priority()
                : new Priority(Math.clamp(config.priority().value() + sum, LEAST, MOST));
    }

    private static int weight(Track track) {
        return switch (track) {
            case Track.Fine _ -> 0;
            case Track.Weighs(int weight) -> weight;
            case Track.Faults _ -> 0;
        };
    }

    Conditions withStarted(boolean value) {
        return new Conditions(value, linkUp, able, tracks, groupHeld);
    }

    Conditions withLinkUp(boolean value) {
        return new Conditions(started, value, able, tracks, groupHeld);
    }

    Conditions withAble(boolean value) {
        return new Conditions(started, linkUp, value, tracks, groupHeld);
    }

    /** The same, with another member of the sync group out, or none. */
    public Conditions withGroupHeld(boolean value) {
        return new Conditions(started, linkUp, able, tracks, value);
    }

    Conditions withTrack(String name, Track track) {
        Map<String, Track> all = new HashMap<>(tracks);
        all.put(name, track);
        return new Conditions(started, linkUp, able, all, groupHeld);
    }
}
