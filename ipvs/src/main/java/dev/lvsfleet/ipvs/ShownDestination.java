package dev.lvsfleet.ipvs;

import dev.lvsfleet.linux.netlink.AttributeReader;
import java.util.Optional;

/** The attributes of one destination as the kernel shows them, whether the value model can express them or not. */
final class ShownDestination {

    private int family;
    private byte[] address = {};
    private int port;
    private int forwarding;
    private int tunnelType;
    private int tunnelPort;
    private int tunnelFlags;
    private int weight;
    private int upperThreshold;
    private int lowerThreshold;

    /** One of a service of this family, which is also its own unless it says otherwise: kernels before 3.18 do not. */
    ShownDestination(AddressFamily service) {
        this.family = service.code();
    }

    void read(AttributeReader attributes) {
        while (attributes.next()) {
            take(attributes);
        }
    }

    /** Takes the current attribute, if it is one of these. */
    void take(AttributeReader attributes) {
        switch (attributes.type()) {
            case IpvsConstants.DEST_ATTR_ADDR -> address = attributes.bytes();
            case IpvsConstants.DEST_ATTR_PORT -> port = attributes.u16BigEndian();
            case IpvsConstants.DEST_ATTR_FWD_METHOD -> forwarding = attributes.u32() & IpvsConstants.FWD_MASK;
            case IpvsConstants.DEST_ATTR_WEIGHT -> weight = attributes.u32();
            case IpvsConstants.DEST_ATTR_U_THRESH -> upperThreshold = attributes.u32();
            case IpvsConstants.DEST_ATTR_L_THRESH -> lowerThreshold = attributes.u32();
            case IpvsConstants.DEST_ATTR_ADDR_FAMILY -> family = attributes.u16();
            case IpvsConstants.DEST_ATTR_TUN_TYPE -> tunnelType = attributes.u8();
            case IpvsConstants.DEST_ATTR_TUN_PORT -> tunnelPort = attributes.u16BigEndian();
            case IpvsConstants.DEST_ATTR_TUN_FLAGS -> tunnelFlags = attributes.u16();
            default -> {} // connections and statistics
        }
    }

    /** The destination, if it is one that the value model can express. */
    Optional<Destination> destination() {
        if (!hasNumbersInRange()) {
            return Optional.empty();
        }
        return method().flatMap(method ->
                key().map(key -> new Destination(key, method, weight, upperThreshold, lowerThreshold)));
    }

    /** What tells it from others of its service, if that is something the value model can express. */
    Optional<DestinationKey> key() {
        return ShownAddress.of(family, address).map(literal -> new DestinationKey(literal, port));
    }

    /** To the kernel thresholds go up to 2^32-1. */
    private boolean hasNumbersInRange() {
        return weight >= 0 && upperThreshold >= 0 && lowerThreshold >= 0 && lowerThreshold <= upperThreshold;
    }

    String description() {
        return ShownAddress.describe(family, address, port) + " (forwarding method " + forwarding
                + (tunnelType == 0 ? "" : ", tunnel type " + tunnelType)
                + (tunnelPort == 0 ? "" : ", tunnel port " + tunnelPort)
                + (tunnelFlags == 0 ? "" : ", tunnel flags " + tunnelFlags)
                + (hasNumbersInRange() ? "" : ", " + numbers()) + ")";
    }

    private String numbers() {
        return "weight " + Integer.toUnsignedString(weight) + ", thresholds " + Integer.toUnsignedString(lowerThreshold)
                + ".." + Integer.toUnsignedString(upperThreshold);
    }

    private Optional<ForwardingMethod> method() {
        return ForwardingCodec.method(forwarding, tunnelType, tunnelPort, tunnelFlags);
    }
}
