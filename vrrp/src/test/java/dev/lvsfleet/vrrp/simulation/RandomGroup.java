package dev.lvsfleet.vrrp.simulation;

import dev.lvsfleet.vrrp.election.Announcing;
import dev.lvsfleet.vrrp.election.Config;
import dev.lvsfleet.vrrp.election.Preemption;
import dev.lvsfleet.vrrp.election.Protocol;
import dev.lvsfleet.vrrp.packet.AdvertInterval;
import dev.lvsfleet.vrrp.packet.Authentication;
import dev.lvsfleet.vrrp.packet.Priority;
import dev.lvsfleet.vrrp.packet.Vrid;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Configurations of two to four nodes that belong together. */
public final class RandomGroup {

    private static final int[] CENTISECONDS = {1, 10, 100};

    private RandomGroup() {}

    /** Any of them: both versions, both families, owners, equal priorities, all kinds of preemption. */
    static List<Config> any(Random random) {
        boolean old = random.nextInt(4) == 0;
        Protocol protocol = old ? new Protocol.V2(new Authentication.None()) : new Protocol.V3();
        boolean six = !old && random.nextInt(3) == 0;
        int centiseconds = old ? 100 : CENTISECONDS[random.nextInt(CENTISECONDS.length)];
        boolean owned = random.nextInt(6) == 0;
        boolean equal = random.nextInt(4) == 0;
        Preemption preemption = preemption(random, centiseconds);
        Duration startup = random.nextBoolean() ? Duration.ZERO : Duration.ofMillis(random.nextLong(30) * centiseconds);
        List<Config> configs = new ArrayList<>();
        int count = 2 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            int longer = old || random.nextBoolean() ? centiseconds : centiseconds * 2;
            boolean owner = owned && i == 0;
            Priority priority = owner ? Priority.OWNER : new Priority(equal ? 100 : 1 + random.nextInt(254));
            configs.add(config(
                    protocol,
                    priority,
                    longer,
                    source(i, six),
                    owner ? new Preemption.Immediate() : preemption,
                    startup));
        }
        return configs;
    }

    /** Version 3 with one interval, preempting, the first with the highest priority, and far enough apart that no drift of clocks outdoes the skew. */
    static List<Config> plain(Random random, int count) {
        int centiseconds = CENTISECONDS[random.nextInt(CENTISECONDS.length)];
        int priority = 254 - random.nextInt(50);
        List<Config> configs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            configs.add(config(
                    new Protocol.V3(),
                    new Priority(priority),
                    centiseconds,
                    source(i, false),
                    new Preemption.Immediate(),
                    Duration.ZERO));
            priority -= 30 + random.nextInt(40);
        }
        return configs;
    }

    /** The same with other addresses. */
    public static Config with(Config config, List<InetAddress> addresses) {
        return new Config(
                config.vrid(),
                config.protocol(),
                config.priority(),
                config.interval(),
                config.source(),
                addresses,
                config.downAdverts(),
                config.preemption(),
                config.startupDelay(),
                config.announcing(),
                config.grouped());
    }

    /** The same with another interval. */
    public static Config with(Config config, AdvertInterval interval) {
        return new Config(
                config.vrid(),
                config.protocol(),
                config.priority(),
                interval,
                config.source(),
                config.addresses(),
                config.downAdverts(),
                config.preemption(),
                config.startupDelay(),
                config.announcing(),
                config.grouped());
    }

    /** One, two or three of the family. */
    static List<InetAddress> addresses(Random random, boolean six) {
        List<InetAddress> addresses = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            addresses.add(InetAddress.ofLiteral((six ? "fe80::" : "192.0.2.") + (161 + i)));
        }
        return addresses;
    }

    private static Config config(
            Protocol protocol,
            Priority priority,
            int centiseconds,
            InetAddress source,
            Preemption preemption,
            Duration startup) {
        boolean six = source instanceof Inet6Address;
        return new Config(
                new Vrid(51),
                protocol,
                priority,
                new AdvertInterval(centiseconds),
                source,
                List.of(InetAddress.ofLiteral(six ? "fe80::161" : "192.0.2.161")),
                Config.USUAL_DOWN_ADVERTS,
                preemption,
                startup,
                announcing(centiseconds),
                false);
    }

    /** As the usual one, in intervals rather than seconds, so that no run is long. */
    private static Announcing announcing(int centiseconds) {
        Duration interval = new AdvertInterval(centiseconds).duration();
        return new Announcing(
                5, interval.multipliedBy(5), interval.multipliedBy(2), Optional.of(interval.multipliedBy(10)));
    }

    private static Preemption preemption(Random random, int centiseconds) {
        return switch (random.nextInt(3)) {
            case 0 -> new Preemption.Immediate();
            case 1 -> new Preemption.After(Duration.ofMillis(random.nextLong(100) * centiseconds));
            default -> new Preemption.Never();
        };
    }

    private static InetAddress source(int i, boolean six) {
        return InetAddress.ofLiteral((six ? "fe80::" : "192.0.2.") + (130 + i));
    }
}
