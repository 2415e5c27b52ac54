package dev.lvsfleet.vrrp.election;

import dev.lvsfleet.vrrp.packet.VrrpPacket;
import java.net.InetAddress;

/**
 * What happens to a virtual router.
 *
 * <p>After a pause the shell passes what came meanwhile ({@link Heard}) before the timer that ran out meanwhile.
 */
public sealed interface Input {

    /** The virtual router shall take part. */
    record Start() implements Input {}

    /** It shall not, any more: an Active leaves with priority 0 (RFC 9568, section 6.4.3). */
    record Stop() implements Input {}

    /** The interface came up, or went down. */
    record Link(boolean up) implements Input {}

    /** Whether what the addresses lead to is programmed here. */
    record Able(boolean able) implements Input {}

    /** A tracked thing says something. */
    record Tracked(String name, Track track) implements Input {}

    /** An advertisement that the acceptance rules let through. */
    record Heard(VrrpPacket packet, InetAddress source) implements Input {}

    /** The timer that {@link Effect.SetTimer} set ran out; one that comes early changes nothing. */
    record TimerFired() implements Input {}

    /** The operator gives the role to a peer; a Backup has none to give. */
    record SwitchOver() implements Input {}

    /** The configuration passed with this input is another than before; source, family and version are the same. */
    record Reconfigured(Config before) implements Input {}

    /** The sync group: all members may take the role now. */
    record GroupClaims() implements Input {}

    /** The sync group: another member lost the role. */
    record GroupYields() implements Input {}

    /** The sync group: whether another member takes no part. */
    record GroupHolds(boolean held) implements Input {}
}
