package dev.lvsfleet.ipvs;

import static dev.lvsfleet.ipvs.IpvsConstants.CMD_ATTR_DEST;
import static dev.lvsfleet.ipvs.IpvsConstants.CMD_ATTR_SERVICE;
import static dev.lvsfleet.ipvs.IpvsConstants.CMD_DEL_DEST;
import static dev.lvsfleet.ipvs.IpvsConstants.CMD_DEL_SERVICE;
import static dev.lvsfleet.ipvs.IpvsConstants.CMD_GET_DEST;
import static dev.lvsfleet.ipvs.IpvsConstants.CMD_GET_SERVICE;
import static dev.lvsfleet.ipvs.IpvsConstants.CMD_NEW_DEST;
import static dev.lvsfleet.ipvs.IpvsConstants.CMD_NEW_SERVICE;
import static dev.lvsfleet.ipvs.IpvsConstants.CMD_SET_DEST;
import static dev.lvsfleet.ipvs.IpvsConstants.CMD_SET_SERVICE;
import static dev.lvsfleet.ipvs.IpvsConstants.CMD_ZERO;

import dev.lvsfleet.ipvs.IpvsOperation.AddDestination;
import dev.lvsfleet.ipvs.IpvsOperation.AddService;
import dev.lvsfleet.ipvs.IpvsOperation.DeleteDestination;
import dev.lvsfleet.ipvs.IpvsOperation.DeleteService;
import dev.lvsfleet.ipvs.IpvsOperation.SetDestination;
import dev.lvsfleet.ipvs.IpvsOperation.SetService;
import dev.lvsfleet.linux.genetlink.GenericNetlinkFamily;
import dev.lvsfleet.linux.netlink.AttributeWriter;
import dev.lvsfleet.linux.netlink.NetlinkRequest;
import dev.lvsfleet.linux.netlink.RequestDatagram;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes IPVS requests; pure.
 *
 * <p>Objects are always written whole, zeros included: the kernel refuses a service without a netmask or a destination
 * without thresholds, and resets what a SET leaves out.
 */
final class IpvsCodec {

    private final GenericNetlinkFamily family;

    IpvsCodec(GenericNetlinkFamily family) {
        this.family = family;
    }

    NetlinkRequest services() {
        return family.request("List IPVS services", CMD_GET_SERVICE, _ -> {});
    }

    NetlinkRequest destinations(ServiceKey service) {
        return family.request("List destinations of " + service, CMD_GET_DEST, message -> identified(message, service));
    }

    NetlinkRequest service(ServiceKey service) {
        return family.request("Show service " + service, CMD_GET_SERVICE, message -> identified(message, service));
    }

    NetlinkRequest zero(ServiceKey service) {
        return family.request("Zero the counters of " + service, CMD_ZERO, message -> identified(message, service));
    }

    NetlinkRequest zeroAll() {
        return family.request("Zero the counters of IPVS", CMD_ZERO, _ -> {});
    }

    /** Adds an operation to a send; false when that is full. */
    boolean add(RequestDatagram send, IpvsOperation operation) {
        return family.add(send, command(operation), message -> write(message, operation));
    }

    private static int command(IpvsOperation operation) {
        return switch (operation) {
            case AddService _ -> CMD_NEW_SERVICE;
            case SetService _ -> CMD_SET_SERVICE;
            case DeleteService _ -> CMD_DEL_SERVICE;
            case AddDestination _ -> CMD_NEW_DEST;
            case SetDestination _ -> CMD_SET_DEST;
            case DeleteDestination _ -> CMD_DEL_DEST;
        };
    }

    private static void write(AttributeWriter message, IpvsOperation operation) {
        switch (operation) {
            case AddService(VirtualService service) -> whole(message, service);
            case SetService(VirtualService service) -> whole(message, service);
            case DeleteService(ServiceKey service) -> identified(message, service);
            case AddDestination(ServiceKey service, Destination destination) -> {
                identified(message, service);
                whole(message, destination);
            }
            case SetDestination(ServiceKey service, Destination destination) -> {
                identified(message, service);
                whole(message, destination);
            }
            case DeleteDestination(ServiceKey service, DestinationKey destination) -> {
                identified(message, service);
                message.nested(CMD_ATTR_DEST, attributes -> identity(attributes, destination));
            }
        }
    }

    private static void identified(AttributeWriter message, ServiceKey service) {
        message.nested(CMD_ATTR_SERVICE, attributes -> identity(attributes, service));
    }

    private static void whole(AttributeWriter message, VirtualService service) {
        message.nested(CMD_ATTR_SERVICE, attributes -> {
            identity(attributes, service.key());
            attributes.string(IpvsConstants.SVC_ATTR_SCHED_NAME, service.scheduler(), IpvsConstants.LONGEST_NAME);
            int flags = SchedulerFlag.bits(service.flags());
            AddressFamily family = service.key().family();
            switch (service.persistence()) {
                case Persistence.None() -> persistence(attributes, flags, 0, family, family.bits());
                case Persistence.Sticky(int seconds, int prefix, String engine) -> {
                    persistence(attributes, flags | IpvsConstants.SVC_F_PERSISTENT, seconds, family, prefix);
                    if (!engine.isEmpty()) { // left out, it is cleared
                        attributes.string(IpvsConstants.SVC_ATTR_PE_NAME, engine, IpvsConstants.LONGEST_NAME);
                    }
                }
            }
        });
    }

    private static void persistence(
            AttributeWriter attributes, int flags, int seconds, AddressFamily family, int prefix) {
        attributes.bytes(IpvsConstants.SVC_ATTR_FLAGS, flags(flags)).u32(IpvsConstants.SVC_ATTR_TIMEOUT, seconds);
        switch (family) {
            case IPV4 -> attributes.u32BigEndian(IpvsConstants.SVC_ATTR_NETMASK, Netmask.ofPrefix(prefix));
            case IPV6 -> attributes.u32(IpvsConstants.SVC_ATTR_NETMASK, prefix);
        }
    }

    private static void whole(AttributeWriter message, Destination destination) {
        message.nested(CMD_ATTR_DEST, attributes -> {
            identity(attributes, destination.key());
            ForwardingCodec.write(attributes, destination.forwarding());
            attributes
                    .u32(IpvsConstants.DEST_ATTR_WEIGHT, destination.weight())
                    .u32(IpvsConstants.DEST_ATTR_U_THRESH, destination.upperThreshold())
                    .u32(IpvsConstants.DEST_ATTR_L_THRESH, destination.lowerThreshold());
        });
    }

    private static void identity(AttributeWriter attributes, ServiceKey service) {
        attributes.u16(IpvsConstants.SVC_ATTR_AF, service.family().code());
        switch (service) {
            case ServiceKey.Endpoint(TransportProtocol protocol, InetAddress address, int port) ->
                attributes
                        .u16(IpvsConstants.SVC_ATTR_PROTOCOL, protocol.number())
                        .bytes(IpvsConstants.SVC_ATTR_ADDR, address.getAddress())
                        .u16BigEndian(IpvsConstants.SVC_ATTR_PORT, port);
            case ServiceKey.FirewallMark(AddressFamily _, int mark) ->
                attributes.u32(IpvsConstants.SVC_ATTR_FWMARK, mark);
        }
    }

    private static void identity(AttributeWriter attributes, DestinationKey destination) {
        attributes
                .bytes(IpvsConstants.DEST_ATTR_ADDR, destination.address().getAddress())
                .u16BigEndian(IpvsConstants.DEST_ATTR_PORT, destination.port())
                .u16(IpvsConstants.DEST_ATTR_ADDR_FAMILY, destination.family().code());
    }

    /** {@code struct ip_vs_flags}: the flags, then a mask that says that all of them count. */
    private static byte[] flags(int flags) {
        return ByteBuffer.allocate(2 * Integer.BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt(flags)
                .putInt(~0)
                .array();
    }
}
