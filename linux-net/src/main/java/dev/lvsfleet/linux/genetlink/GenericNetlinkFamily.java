package dev.lvsfleet.linux.genetlink;

import dev.lvsfleet.linux.netlink.AttributeReader;
import dev.lvsfleet.linux.netlink.AttributeWriter;
import dev.lvsfleet.linux.netlink.MalformedMessageException;
import dev.lvsfleet.linux.netlink.NetlinkConnection;
import dev.lvsfleet.linux.netlink.NetlinkMessage;
import dev.lvsfleet.linux.netlink.NetlinkRequest;
import dev.lvsfleet.linux.netlink.RequestDatagram;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/**
 * A family of generic netlink, by the number this kernel gave it. Source: {@code include/uapi/linux/genetlink.h}.
 *
 * @param id the message type of its requests, valid until the family's module is unloaded
 * @param version goes into each message's header
 */
public record GenericNetlinkFamily(String name, int id, int version) {

    /** The family that knows the others: {@code GENL_ID_CTRL}. */
    public static final GenericNetlinkFamily CONTROL = new GenericNetlinkFamily("nlctrl", 0x10, 2);

    public static final int CTRL_CMD_NEWFAMILY = 1;
    public static final int CTRL_CMD_GETFAMILY = 3;
    public static final int CTRL_ATTR_FAMILY_ID = 1;
    public static final int CTRL_ATTR_FAMILY_NAME = 2;
    public static final int CTRL_ATTR_VERSION = 3;

    /** The size of {@code struct genlmsghdr}: command, version, two reserved bytes. */
    private static final int HEADER = 4;

    private static final int LONGEST_NAME = 15;

    /**
     * Asks the kernel for a family, which may load the module that brings it.
     *
     * @throws dev.lvsfleet.linux.netlink.NetlinkException with ENOENT when there is none of that name
     */
    public static GenericNetlinkFamily resolve(NetlinkConnection connection, String name) {
        NetlinkRequest request = CONTROL.request(
                "look up generic netlink family " + name,
                CTRL_CMD_GETFAMILY,
                attributes -> attributes.string(CTRL_ATTR_FAMILY_NAME, name, LONGEST_NAME));
        List<NetlinkMessage> replies = connection.execute(request);
        if (replies.isEmpty()) {
            throw new MalformedMessageException("the kernel described no family " + name);
        }
        return described(name, attributes(replies.getFirst()));
    }

    private static GenericNetlinkFamily described(String name, AttributeReader attributes) {
        int id = 0;
        int version = 1;
        while (attributes.next()) {
            switch (attributes.type()) {
                case CTRL_ATTR_FAMILY_ID -> id = attributes.u16();
                case CTRL_ATTR_VERSION -> version = attributes.u32();
                default -> {}
            }
        }
        attributes.check();
        return new GenericNetlinkFamily(name, id, version);
    }

    /** A request of this family. */
    public NetlinkRequest request(String operation, int command, Consumer<AttributeWriter> attributes) {
        return new NetlinkRequest(operation, id, 0, payload(command, attributes));
    }

    /** Adds a request of this family; false when the send is full. Throws as that does. */
    public boolean add(RequestDatagram send, int command, Consumer<AttributeWriter> attributes) {
        return send.add(id, 0, content -> {
            content.fixed((byte) command, (byte) version, (byte) 0, (byte) 0);
            attributes.accept(content);
        });
    }

    /** The bytes of a message of this family: its header and attributes. */
    public ByteBuffer payload(int command, Consumer<AttributeWriter> attributes) {
        AttributeWriter writer = new AttributeWriter((byte) command, (byte) version, (byte) 0, (byte) 0);
        attributes.accept(writer);
        return writer.toPayload();
    }

    /** The command of a message of any generic netlink family.
     *
     * @throws MalformedMessageException when it is too short */
    public static int command(NetlinkMessage message) {
        return Byte.toUnsignedInt(withHeader(message).get(0));
    }

    /** The attributes of a message of any generic netlink family.
     *
     * @throws MalformedMessageException when it is too short */
    public static AttributeReader attributes(NetlinkMessage message) {
        return new AttributeReader(withHeader(message).position(HEADER));
    }

    private static ByteBuffer withHeader(NetlinkMessage message) {
        ByteBuffer payload = message.payload();
        if (payload.remaining() < HEADER) {
            throw new MalformedMessageException("a generic netlink message of " + payload.remaining() + " bytes");
        }
        return payload;
    }
}
