package dev.lvsfleet.vrrp.election;

import dev.lvsfleet.vrrp.packet.Priority;
import dev.lvsfleet.vrrp.packet.VrrpPacket;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/** What a virtual router says. Pure. Source: RFC 9568, section 7.2. */
public final class AdvertisementRules {

    private AdvertisementRules() {}

    /** The advertisement of this node with that priority. */
    public static VrrpPacket packet(Config config, Priority priority) {
        return switch (config.protocol()) {
            case Protocol.V2(var authentication) ->
                new VrrpPacket.V2(
                        config.vrid(),
                        priority,
                        config.interval(),
                        only(Inet4Address.class, config.addresses()),
                        authentication);
            case Protocol.V3 _ -> v3(config, priority);
        };
    }

    private static VrrpPacket v3(Config config, Priority priority) {
        if (config.source() instanceof Inet4Address) {
            return new VrrpPacket.V3Ipv4(
                    config.vrid(), priority, config.interval(), only(Inet4Address.class, config.addresses()));
        }
        return new VrrpPacket.V3Ipv6(
                config.vrid(), priority, config.interval(), only(Inet6Address.class, config.addresses()));
    }

    /** The same list: a configuration has addresses of one family only, and this is said several times a second. */
    @SuppressWarnings("unchecked")
    private static <A extends InetAddress> List<A> only(Class<A> family, List<InetAddress> addresses) {
        if (!family.isInstance(addresses.getFirst())) {
            throw new IllegalArgumentException("no addresses of " + family + ": " + addresses);
        }
        return (List<A>) addresses;
    }
}
