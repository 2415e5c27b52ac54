package dev.lvsfleet.vrrp.packet;

import java.util.Set;

/** What became of some bytes that came as VRRP. */
public sealed interface Parsed {

    /**
     * An advertisement to obey.
     *
     * @param remarks what is odd about it, to be counted and told, though it counts
     */
    record Valid(VrrpPacket packet, Set<Remark> remarks) implements Parsed {

        public Valid {
            remarks = Set.copyOf(remarks);
        }
    }

    /** Bytes that change nothing but a counter. */
    record Discarded(DiscardReason reason) implements Parsed {}
}
