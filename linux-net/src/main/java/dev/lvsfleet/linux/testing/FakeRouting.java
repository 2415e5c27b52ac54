package dev.lvsfleet.linux.testing;

import static dev.lvsfleet.linux.rtnetlink.LinkConstants.IFF_UP;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.IFLA_INFO_KIND;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.IFLA_LINKINFO;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.LINK_CHANGE;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.LINK_FLAGS;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.NLM_F_REPLACE;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.ROUTE_HEADER;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.RTA_PRIORITY;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.RTM_DELLINK;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.RTM_DELROUTE;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.RTM_GETROUTE;
import static dev.lvsfleet.linux.rtnetlink.LinkConstants.RTM_NEWROUTE;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.IFLA_IFNAME;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.LINK_HEADER;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.LINK_INDEX;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.RTM_GETLINK;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.RTM_NEWLINK;

import dev.lvsfleet.linux.netlink.AttributeReader;
import dev.lvsfleet.linux.netlink.AttributeWriter;
import dev.lvsfleet.linux.netlink.NetlinkMessage;
import dev.lvsfleet.linux.netlink.NetlinkTransport;
import dev.lvsfleet.linux.sys.Errno;
import dev.lvsfleet.linux.testing.FakeNetlink.Answer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The links and the default routes of a kernel, at the level of routing netlink's bytes; it begins with {@code lo} alone.
 *
 * <p>One instance is one network namespace. Safe for use by several threads.
 */
public final class FakeRouting {

    private static final int LONGEST_NAME = 15;

    private record Device(String name, String kind, int flags) {}

    private final Map<Integer, Device> devices = new TreeMap<>(Map.of(1, new Device("lo", "", IFF_UP)));
    private final Map<String, ByteBuffer> routes = new LinkedHashMap<>();
    private int lastIndex = 1;

    /** A namespace as the kernel makes it. */
    public FakeRouting() {}

    /** A new socket to this kernel. */
    public NetlinkTransport connect() {
        return new FakeNetlink(this::answer);
    }

    private synchronized Answer answer(NetlinkMessage request) {
        ByteBuffer payload = request.payload();
        return switch (request.type()) {
            case RTM_GETLINK -> new Answer.Listed(RTM_NEWLINK, links());
            case RTM_NEWLINK -> payload.getInt(LINK_INDEX) == 0 ? create(payload) : change(payload);
            case RTM_DELLINK -> delete(payload.getInt(LINK_INDEX));
            case RTM_GETROUTE -> new Answer.Listed(RTM_NEWROUTE, List.copyOf(routes.values()));
            case RTM_NEWROUTE -> route(payload, (request.flags() & NLM_F_REPLACE) != 0);
            case RTM_DELROUTE ->
                routes.remove(identity(payload)) == null ? new Answer.Refused(Errno.ESRCH) : new Answer.Done();
            default -> new Answer.Refused(Errno.EOPNOTSUPP);
        };
    }

    private List<ByteBuffer> links() {
        return devices.entrySet().stream()
                .map(it -> link(it.getKey(), it.getValue()))
                .toList();
    }

    private static ByteBuffer link(int index, Device device) {
        byte[] header = ByteBuffer.allocate(LINK_HEADER)
                .order(ByteOrder.nativeOrder())
                .putInt(LINK_INDEX, index)
                .putInt(LINK_FLAGS, device.flags())
                .array();
        AttributeWriter attributes = new AttributeWriter(header).string(IFLA_IFNAME, device.name(), LONGEST_NAME);
        if (!device.kind().isEmpty()) {
            attributes.nested(IFLA_LINKINFO, info -> info.string(IFLA_INFO_KIND, device.kind(), LONGEST_NAME));
        }
        return attributes.toPayload();
    }

    private Answer create(ByteBuffer payload) {
        String[] nameAndKind = {"", ""};
        AttributeReader attributes = new AttributeReader(payload.duplicate().position(LINK_HEADER));
        while (attributes.next()) {
            switch (attributes.type()) {
                case IFLA_IFNAME -> nameAndKind[0] = attributes.string();
                case IFLA_LINKINFO ->
                    attributes.nested(info -> {
                        while (info.next()) {
                            nameAndKind[1] = info.type() == IFLA_INFO_KIND ? info.string() : nameAndKind[1];
                        }
                    });
                default -> {}
            }
        }
        if (nameAndKind[1].startsWith("no-such")) {
            return new Answer.Refused(Errno.EOPNOTSUPP);
        }
        if (devices.values().stream().anyMatch(it -> it.name().equals(nameAndKind[0]))) {
            return new Answer.Refused(Errno.EEXIST);
        }
        devices.put(++lastIndex, new Device(nameAndKind[0], nameAndKind[1], 0));
        return new Answer.Done();
    }

    private Answer change(ByteBuffer payload) {
        int index = payload.getInt(LINK_INDEX);
        Device device = devices.get(index);
        if (device == null) {
            return new Answer.Refused(Errno.ENODEV);
        }
        int change = payload.getInt(LINK_CHANGE);
        int flags = (device.flags() & ~change) | (payload.getInt(LINK_FLAGS) & change);
        devices.put(index, new Device(device.name(), device.kind(), flags));
        return new Answer.Done();
    }

    private Answer delete(int index) {
        return devices.remove(index) == null ? new Answer.Refused(Errno.ENODEV) : new Answer.Done();
    }

    private Answer route(ByteBuffer payload, boolean replace) {
        if (routes.containsKey(identity(payload)) && !replace) {
            return new Answer.Refused(Errno.EEXIST);
        }
        routes.put(identity(payload), payload);
        return new Answer.Done();
    }

    /** Family and metric; all routes here are default routes. */
    private static String identity(ByteBuffer payload) {
        AttributeReader attributes = new AttributeReader(payload.duplicate().position(ROUTE_HEADER));
        int metric = 0;
        while (attributes.next()) {
            if (attributes.type() == RTA_PRIORITY) {
                metric = attributes.u32();
            }
        }
        return payload.get(0) + " " + metric;
    }
}
