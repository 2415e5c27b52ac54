package dev.lvsfleet.agent.vrrp;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;

/** In what a peer advertises otherwise than its virtual router is told here. */
public sealed interface PeerDifference {

    /** It is heard, and counts.
     *
     * @param addresses that it advertises
     * @param interval at which it advertises */
    record Heard(Set<InetAddress> addresses, Set<InetAddress> expected, Duration interval, Duration expectedInterval)
            implements PeerDifference {

        public Heard {
            addresses = Set.copyOf(addresses);
            expected = Set.copyOf(expected);
        }
    }

    /** It does not count, so each side may be Active. */
    record Unheard(Why why) implements PeerDifference {}

    /** For what a peer's packets are discarded because what it is told differs. */
    enum Why {
        OTHER_VERSION,
        OTHER_AUTHENTICATION,
        OTHER_INTERVAL
    }
}
