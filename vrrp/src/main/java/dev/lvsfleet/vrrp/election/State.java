package dev.lvsfleet.vrrp.election;

import dev.lvsfleet.vrrp.packet.AdvertInterval;
import java.net.InetAddress;
import java.util.List;

/** What a virtual router is between two inputs. */
public sealed interface State {

    /** Where every virtual router begins. */
    State BEGINNING = new Initialize(Conditions.UNKNOWN);

    /** What is known of the node. */
    Conditions conditions();

    /** The role that goes with the state. */
    Role role();

    /** Takes no part. Source: RFC 9568, section 6.4.1. */
    record Initialize(Conditions conditions) implements State {

        @Override
        public Role role() {
            return Role.INITIALIZE;
        }
    }

    /** Holds nothing, and listens. Source: RFC 9568, section 6.4.2. */
    record Backup(Conditions conditions, Watch watch) implements State {

        @Override
        public Role role() {
            return Role.BACKUP;
        }

        /** Whether it would take the role if its sync group let it. */
        public boolean isWilling() {
            return watch.silent() && conditions.able();
        }

        Backup with(Watch other) {
            return new Backup(conditions, other);
        }
    }

    /**
     * Holds the addresses. Source: RFC 9568, section 6.4.3.
     *
     * @param since when it took the role
     * @param sentAt when it last advertised
     * @param advertAt when the next advertisement is due: Adver_Timer of section 6.2
     * @param advertised the interval that the peers know of
     * @param held the addresses it claimed
     */
    record Active(
            Conditions conditions,
            Tick since,
            Tick sentAt,
            Tick advertAt,
            AdvertInterval advertised,
            List<InetAddress> held,
            Bursts bursts)
            implements State {

        public Active {
            held = List.copyOf(held);
        }

        @Override
        public Role role() {
            return Role.ACTIVE;
        }

        /** After it advertised, and until it does so again. */
        public Active sent(Tick at, Tick nextAt, Config config) {
            return new Active(conditions, since, at, nextAt, config.interval(), held, bursts);
        }

        Active with(Bursts other) {
            return new Active(conditions, since, sentAt, advertAt, advertised, held, other);
        }

        Active with(Conditions other) {
            return new Active(other, since, sentAt, advertAt, advertised, held, bursts);
        }

        Active holding(List<InetAddress> addresses) {
            return new Active(conditions, since, sentAt, advertAt, advertised, addresses, bursts);
        }
    }
}
