package dev.lvsfleet.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.linux.genetlink.GenericNetlinkFamily;
import dev.lvsfleet.linux.netlink.AttributeWriter;
import dev.lvsfleet.linux.netlink.NetlinkMessage;
import java.net.InetAddress;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class IpvsDumpReaderTest {

    private static final GenericNetlinkFamily FAMILY = new GenericNetlinkFamily(IpvsConstants.FAMILY, 0x7123, 1);
    private static final VirtualService WEB = VirtualService.of(
            new ServiceKey.Endpoint(TransportProtocol.TCP, InetAddress.ofLiteral("198.51.100.1"), 80), "wrr");
    private static final int[] NUMBERS = {
        0, 1, 2, 3, 6, 10, 17, 132, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0xff00ff00
    };
    private static final String[] NAMES = {"", "wrr", "none", "fifteen-letters", "more-than-fifteen-letters", "\u00fc"};

    @Test
    void noValueOfAnAttributeBreaksOffTheDump() {
        Seeds.forEach(5000, random -> {
            IpvsDumpReader reader = new IpvsDumpReader();

            reader.service(message(IpvsConstants.CMD_NEW_SERVICE, IpvsConstants.CMD_ATTR_SERVICE, service(random)));
            reader.destination(
                    WEB, message(IpvsConstants.CMD_NEW_DEST, IpvsConstants.CMD_ATTR_DEST, destination(random)));

            IpvsDump dump = reader.result();
            assertThat(dump.table().services().size() + dump.notUnderstood().size())
                    .as("each service is either understood or described: %s", dump)
                    .isBetween(1, 2);
        });
    }

    private static Consumer<AttributeWriter> service(Random random) {
        return service -> service.u16(IpvsConstants.SVC_ATTR_AF, number(random))
                .u16(IpvsConstants.SVC_ATTR_PROTOCOL, number(random))
                .bytes(IpvsConstants.SVC_ATTR_ADDR, address(random))
                .u16BigEndian(IpvsConstants.SVC_ATTR_PORT, number(random))
                .u32(IpvsConstants.SVC_ATTR_FWMARK, random.nextBoolean() ? 0 : number(random))
                .string(IpvsConstants.SVC_ATTR_SCHED_NAME, NAMES[random.nextInt(NAMES.length)], 200)
                .bytes(IpvsConstants.SVC_ATTR_FLAGS, flags(random))
                .u32(IpvsConstants.SVC_ATTR_TIMEOUT, number(random))
                .u32BigEndian(IpvsConstants.SVC_ATTR_NETMASK, number(random))
                .string(IpvsConstants.SVC_ATTR_PE_NAME, NAMES[random.nextInt(NAMES.length)], 200);
    }

    private static Consumer<AttributeWriter> destination(Random random) {
        return destination -> destination
                .u16(IpvsConstants.DEST_ATTR_ADDR_FAMILY, number(random))
                .bytes(IpvsConstants.DEST_ATTR_ADDR, address(random))
                .u16BigEndian(IpvsConstants.DEST_ATTR_PORT, number(random))
                .u32(IpvsConstants.DEST_ATTR_FWD_METHOD, number(random))
                .u32(IpvsConstants.DEST_ATTR_WEIGHT, number(random))
                .u32(IpvsConstants.DEST_ATTR_U_THRESH, number(random))
                .u32(IpvsConstants.DEST_ATTR_L_THRESH, number(random))
                .u8(IpvsConstants.DEST_ATTR_TUN_TYPE, number(random))
                .u16BigEndian(IpvsConstants.DEST_ATTR_TUN_PORT, number(random))
                .u16(IpvsConstants.DEST_ATTR_TUN_FLAGS, number(random));
    }

    private static NetlinkMessage message(int command, int nest, Consumer<AttributeWriter> content) {
        return new NetlinkMessage(
                FAMILY.id(), 0, 1, 0, FAMILY.payload(command, attributes -> attributes.nested(nest, content)));
    }

    private static int number(Random random) {
        return NUMBERS[random.nextInt(NUMBERS.length)];
    }

    private static byte[] address(Random random) {
        byte[] address = new byte[random.nextBoolean() ? 16 : random.nextInt(20)];
        random.nextBytes(address);
        return address;
    }

    private static byte[] flags(Random random) {
        byte[] flags = new byte[8];
        random.nextBytes(flags);
        return flags;
    }
}
