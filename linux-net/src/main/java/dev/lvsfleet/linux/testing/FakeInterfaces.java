package dev.lvsfleet.linux.testing;

import static dev.lvsfleet.linux.rtnetlink.RouteConstants.ADDRESS_HEADER;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.IFA_LOCAL;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.IFLA_IFNAME;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.LINK_HEADER;
import static dev.lvsfleet.linux.rtnetlink.RouteConstants.LINK_INDEX;

import dev.lvsfleet.linux.netlink.AttributeReader;
import dev.lvsfleet.linux.netlink.AttributeWriter;
import dev.lvsfleet.linux.netlink.NetlinkMessage;
import dev.lvsfleet.linux.netlink.NetlinkTransport;
import dev.lvsfleet.linux.rtnetlink.RouteConstants;
import dev.lvsfleet.linux.sys.Errno;
import dev.lvsfleet.linux.sys.LinuxConstants;
import dev.lvsfleet.linux.testing.FakeNetlink.Answer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The network interfaces of a kernel and their addresses, at the level of routing netlink's bytes.
 *
 * <p>One instance is one network namespace. Safe for use by several threads.
 */
public final class FakeInterfaces {

    private static final int LONGEST_NAME = 15;

    private final List<String> names;
    private final Map<String, ByteBuffer> addresses = new LinkedHashMap<>();

    /** Interfaces of these names, in the order of their indexes, without addresses. */
    public FakeInterfaces(String... names) {
        this.names = List.of(names);
    }

    /** A new socket to this kernel. */
    public NetlinkTransport connect() {
        return new FakeNetlink(this::answer);
    }

    private synchronized Answer answer(NetlinkMessage request) {
        return switch (request.type()) {
            case RouteConstants.RTM_GETLINK -> new Answer.Listed(RouteConstants.RTM_NEWLINK, links());
            case RouteConstants.RTM_GETADDR ->
                new Answer.Listed(RouteConstants.RTM_NEWADDR, List.copyOf(addresses.values()));
            case RouteConstants.RTM_NEWADDR -> add(request.payload());
            case RouteConstants.RTM_DELADDR -> remove(request.payload());
            default -> new Answer.Refused(Errno.EOPNOTSUPP);
        };
    }

    private List<ByteBuffer> links() {
        return IntStream.rangeClosed(1, names.size())
                .mapToObj(index -> {
                    byte[] header = new byte[LINK_HEADER];
                    ByteBuffer.wrap(header).order(ByteOrder.nativeOrder()).putInt(LINK_INDEX, index);
                    return new AttributeWriter(header)
                            .string(IFLA_IFNAME, names.get(index - 1), LONGEST_NAME)
                            .toPayload();
                })
                .toList();
    }

    private Answer add(ByteBuffer address) {
        if (address.getInt(4) < 1 || address.getInt(4) > names.size()) {
            return new Answer.Refused(Errno.ENODEV);
        }
        if (Byte.toUnsignedInt(address.get(1)) > (address.get(0) == LinuxConstants.AF_INET ? 32 : 128)) {
            return new Answer.Refused(Errno.EINVAL);
        }
        return addresses.putIfAbsent(identity(address), address) == null
                ? new Answer.Done()
                : new Answer.Refused(Errno.EEXIST);
    }

    private Answer remove(ByteBuffer address) {
        return addresses.remove(identity(address)) == null
                ? new Answer.Refused(Errno.EADDRNOTAVAIL)
                : new Answer.Done();
    }

    /** Family, prefix length, interface and address, as the kernel tells addresses apart. */
    private static String identity(ByteBuffer message) {
        String header = message.get(0) + "/" + message.get(1) + "/" + message.getInt(4) + "/";
        AttributeReader attributes = new AttributeReader(message.duplicate().position(ADDRESS_HEADER));
        String address = "";
        while (attributes.next()) {
            if (attributes.type() == IFA_LOCAL) {
                address = HexFormat.of().formatHex(attributes.bytes());
            }
        }
        return header + address;
    }
}
