package dev.lvsfleet.ipvs;

import dev.lvsfleet.linux.netlink.AttributeReader;
import dev.lvsfleet.linux.sys.LinuxConstants;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/** The attributes of one sync daemon as the kernel shows them. */
final class ShownDaemon {

    private int state;
    private String networkInterface = "";
    private int syncId;
    private int maxLength;
    private Optional<InetAddress> group = Optional.empty();
    private int port;
    private int timeToLive;

    void read(AttributeReader attributes) {
        while (attributes.next()) {
            switch (attributes.type()) {
                case IpvsConstants.DAEMON_ATTR_STATE -> state = attributes.u32();
                case IpvsConstants.DAEMON_ATTR_MCAST_IFN -> networkInterface = attributes.string();
                case IpvsConstants.DAEMON_ATTR_SYNC_ID -> syncId = attributes.u32();
                case IpvsConstants.DAEMON_ATTR_SYNC_MAXLEN -> maxLength = attributes.u16();
                case IpvsConstants.DAEMON_ATTR_MCAST_GROUP ->
                    group = ShownAddress.of(LinuxConstants.AF_INET, attributes.bytes());
                case IpvsConstants.DAEMON_ATTR_MCAST_GROUP6 ->
                    group = ShownAddress.of(LinuxConstants.AF_INET6, attributes.bytes());
                case IpvsConstants.DAEMON_ATTR_MCAST_PORT -> port = attributes.u16(); // unlike all others in host order
                case IpvsConstants.DAEMON_ATTR_MCAST_TTL -> timeToLive = attributes.u8();
                default -> {}
            }
        }
    }

    /** The daemon; a kernel before 4.3 has no more than its role, interface and number, and the usual rest. */
    Optional<SyncDaemon> daemon() {
        return role().map(role -> {
            SyncDaemon usual = SyncDaemon.of(role, networkInterface, syncId);
            return new SyncDaemon(
                    role,
                    networkInterface,
                    syncId,
                    maxLength,
                    group.orElse(usual.group()),
                    port == 0 ? usual.port() : port,
                    timeToLive == 0 ? usual.timeToLive() : timeToLive);
        });
    }

    private Optional<SyncRole> role() {
        return Arrays.stream(SyncRole.values()).filter(it -> it.code() == state).findFirst();
    }
}
