package dev.lvsfleet.vrrp.election;

import dev.lvsfleet.vrrp.packet.AdvertInterval;
import dev.lvsfleet.vrrp.packet.Priority;
import java.time.Duration;

/**
 * The times of RFC 9568, section 6.1, and of RFC 3768, section 6.1. Pure.
 *
 * <p>The RFCs count in hundredths of a second; here the same fractions are exact to the nanosecond, for at an interval of
 * one hundredth every skew would be cut to nothing and all Backups would claim at once.
 */
public final class TimingRules {

    private static final int PRIORITIES = 256;

    private TimingRules() {}

    /**
     * Skew_Time: the lower the priority, the later a Backup claims; under one interval of the Active (version 3) or under
     * one second (version 2).
     */
    public static Duration skew(Protocol protocol, Priority priority, AdvertInterval active) {
        AdvertInterval whole = switch (protocol) {
            case Protocol.V2 _ -> AdvertInterval.SECOND;
            case Protocol.V3 _ -> active;
        };
        return Duration.ofNanos(whole.nanos() * (PRIORITIES - priority.value()) / PRIORITIES);
    }

    /** Active_Down_Interval: how long an Active may be silent. */
    public static Duration activeDown(Config config, Priority priority, AdvertInterval active) {
        return silence(config, active).plus(skew(config.protocol(), priority, active));
    }

    /** How long no peer waits less, whatever its priority: an Active that is late by more may have been replaced. */
    public static Duration patience(Config config, AdvertInterval advertised) {
        return silence(config, advertised);
    }

    private static Duration silence(Config config, AdvertInterval active) {
        return active.duration().multipliedBy(config.downAdverts());
    }
}
