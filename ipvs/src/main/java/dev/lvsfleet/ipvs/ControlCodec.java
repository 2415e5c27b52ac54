package dev.lvsfleet.ipvs;

import dev.lvsfleet.linux.genetlink.GenericNetlinkFamily;
import dev.lvsfleet.linux.netlink.AttributeReader;
import dev.lvsfleet.linux.netlink.AttributeWriter;
import dev.lvsfleet.linux.netlink.MalformedMessageException;
import dev.lvsfleet.linux.netlink.NetlinkMessage;
import dev.lvsfleet.linux.netlink.NetlinkRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Requests about IPVS as a whole (timeouts, sync daemons, what it says of itself), and the answers; pure. */
final class ControlCodec {

    private ControlCodec() {}

    static NetlinkRequest module(GenericNetlinkFamily family) {
        return family.request("Ask IPVS about itself", IpvsConstants.CMD_GET_INFO, _ -> {});
    }

    static IpvsModule module(List<NetlinkMessage> answer) {
        int version = 0;
        int tableSize = 0;
        AttributeReader attributes = only(answer);
        while (attributes.next()) {
            switch (attributes.type()) {
                case IpvsConstants.INFO_ATTR_VERSION -> version = attributes.u32();
                case IpvsConstants.INFO_ATTR_CONN_TAB_SIZE -> tableSize = attributes.u32();
                default -> {}
            }
        }
        attributes.check();
        return new IpvsModule((version >> 16 & 0xff) + "." + (version >> 8 & 0xff) + "." + (version & 0xff), tableSize);
    }

    static NetlinkRequest timeouts(GenericNetlinkFamily family) {
        return family.request("Ask for the timeouts of IPVS", IpvsConstants.CMD_GET_CONFIG, _ -> {});
    }

    static IpvsTimeouts timeouts(List<NetlinkMessage> answer) {
        int tcp = 0;
        int tcpFin = 0;
        int udp = 0;
        AttributeReader attributes = only(answer);
        while (attributes.next()) {
            switch (attributes.type()) {
                case IpvsConstants.CMD_ATTR_TIMEOUT_TCP -> tcp = attributes.u32();
                case IpvsConstants.CMD_ATTR_TIMEOUT_TCP_FIN -> tcpFin = attributes.u32();
                case IpvsConstants.CMD_ATTR_TIMEOUT_UDP -> udp = attributes.u32();
                default -> {}
            }
        }
        attributes.check();
        return new IpvsTimeouts(tcp, tcpFin, udp);
    }

    static NetlinkRequest set(GenericNetlinkFamily family, IpvsTimeouts timeouts) {
        return family.request(
                "Set the timeouts of IPVS",
                IpvsConstants.CMD_SET_CONFIG,
                message -> message.u32(IpvsConstants.CMD_ATTR_TIMEOUT_TCP, timeouts.tcp())
                        .u32(IpvsConstants.CMD_ATTR_TIMEOUT_TCP_FIN, timeouts.tcpFin())
                        .u32(IpvsConstants.CMD_ATTR_TIMEOUT_UDP, timeouts.udp()));
    }

    static NetlinkRequest daemons(GenericNetlinkFamily family) {
        return family.request("List sync daemons", IpvsConstants.CMD_GET_DAEMON, _ -> {});
    }

    static Optional<SyncDaemon> daemon(NetlinkMessage message) {
        ShownDaemon shown = new ShownDaemon();
        ShownNest.read(message, IpvsConstants.CMD_ATTR_DAEMON, shown::read);
        return shown.daemon();
    }

    static NetlinkRequest start(GenericNetlinkFamily family, SyncDaemon daemon) {
        return family.request(
                "Start the " + daemon.role() + " sync daemon on " + daemon.networkInterface(),
                IpvsConstants.CMD_NEW_DAEMON,
                message -> message.nested(IpvsConstants.CMD_ATTR_DAEMON, whole(daemon)));
    }

    static NetlinkRequest stop(GenericNetlinkFamily family, SyncRole role) {
        return family.request(
                "Stop the " + role + " sync daemon",
                IpvsConstants.CMD_DEL_DAEMON,
                message -> message.nested(
                        IpvsConstants.CMD_ATTR_DAEMON,
                        attributes -> attributes.u32(IpvsConstants.DAEMON_ATTR_STATE, role.code())));
    }

    private static Consumer<AttributeWriter> whole(SyncDaemon daemon) {
        return attributes -> {
            attributes
                    .u32(IpvsConstants.DAEMON_ATTR_STATE, daemon.role().code())
                    .string(IpvsConstants.DAEMON_ATTR_MCAST_IFN, daemon.networkInterface(), IpvsConstants.LONGEST_NAME)
                    .u32(IpvsConstants.DAEMON_ATTR_SYNC_ID, daemon.syncId())
                    .bytes(group(daemon), daemon.group().getAddress())
                    .u16(IpvsConstants.DAEMON_ATTR_MCAST_PORT, daemon.port())
                    .u8(IpvsConstants.DAEMON_ATTR_MCAST_TTL, daemon.timeToLive());
            if (daemon.maxLength() != 0) {
                attributes.u16(IpvsConstants.DAEMON_ATTR_SYNC_MAXLEN, daemon.maxLength());
            }
        };
    }

    private static int group(SyncDaemon daemon) {
        return switch (AddressFamily.of(daemon.group())) {
            case IPV4 -> IpvsConstants.DAEMON_ATTR_MCAST_GROUP;
            case IPV6 -> IpvsConstants.DAEMON_ATTR_MCAST_GROUP6;
        };
    }

    private static AttributeReader only(List<NetlinkMessage> answer) {
        if (answer.isEmpty()) {
            throw new MalformedMessageException("IPVS acknowledged a question and did not answer it");
        }
        return GenericNetlinkFamily.attributes(answer.getFirst());
    }
}
