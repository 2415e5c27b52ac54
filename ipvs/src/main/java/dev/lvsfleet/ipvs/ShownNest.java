package dev.lvsfleet.ipvs;

import dev.lvsfleet.linux.genetlink.GenericNetlinkFamily;
import dev.lvsfleet.linux.netlink.AttributeReader;
import dev.lvsfleet.linux.netlink.NetlinkMessage;
import java.util.function.Consumer;

/** The one nest of a message in which an entry is shown. */
final class ShownNest {

    private ShownNest() {}

    /** Reads it.
     *
     * @throws dev.lvsfleet.linux.netlink.MalformedMessageException when its bytes are no attributes */
    static void read(NetlinkMessage message, int nest, Consumer<AttributeReader> content) {
        AttributeReader attributes = GenericNetlinkFamily.attributes(message);
        while (attributes.next()) {
            if (attributes.type() == nest) {
                attributes.nested(content);
            }
        }
        attributes.check();
    }
}
