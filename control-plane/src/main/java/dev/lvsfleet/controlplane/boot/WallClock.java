package dev.lvsfleet.controlplane.boot;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Gives the process its clock, in UTC: for what people and other machines are told, never for measuring a wait. */
final class WallClock {

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }
}
