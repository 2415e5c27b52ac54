package dev.lvsfleet.ipvs.testing;

import dev.lvsfleet.ipvs.DestinationKey;
import dev.lvsfleet.ipvs.IpvsConstants;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.linux.genetlink.GenericNetlinkFamily;
import dev.lvsfleet.linux.netlink.AttributeReader;
import dev.lvsfleet.linux.netlink.NetlinkMessage;

/** What a command came with: its three nests, and the numbers beside them. */
record FakeArguments(FakeAttributes service, FakeAttributes destination, FakeAttributes daemon, FakeAttributes plain) {

    static FakeArguments of(NetlinkMessage request, KernelAge age) {
        FakeAttributes service = FakeAttributes.NONE;
        FakeAttributes destination = FakeAttributes.NONE;
        FakeAttributes daemon = FakeAttributes.NONE;
        FakeAttributes plain = FakeAttributes.NONE;
        AttributeReader attributes = GenericNetlinkFamily.attributes(request);
        while (attributes.next()) {
            switch (attributes.type()) {
                case IpvsConstants.CMD_ATTR_SERVICE -> service = nest(attributes, age.newestServiceAttribute());
                case IpvsConstants.CMD_ATTR_DEST -> destination = nest(attributes, age.newestDestinationAttribute());
                case IpvsConstants.CMD_ATTR_DAEMON -> daemon = nest(attributes, IpvsConstants.DAEMON_ATTR_MCAST_TTL);
                default -> plain = plain.with(attributes.type(), attributes.bytes());
            }
        }
        return new FakeArguments(service, destination, daemon, plain);
    }

    /** What a command that names these comes with. */
    static FakeArguments naming(ServiceKey service, DestinationKey destination) {
        FakeAttributes family = FakeAttributes.NONE.withShort(
                IpvsConstants.SVC_ATTR_AF, service.family().code());
        FakeAttributes name = switch (service) {
            case ServiceKey.Endpoint endpoint ->
                family.withShort(
                                IpvsConstants.SVC_ATTR_PROTOCOL,
                                endpoint.protocol().number())
                        .with(IpvsConstants.SVC_ATTR_ADDR, endpoint.address().getAddress())
                        .with(IpvsConstants.SVC_ATTR_PORT, port(endpoint.port()));
            case ServiceKey.FirewallMark mark -> family.withInt(IpvsConstants.SVC_ATTR_FWMARK, mark.mark());
        };
        FakeAttributes real = FakeAttributes.NONE
                .with(IpvsConstants.DEST_ATTR_ADDR, destination.address().getAddress())
                .with(IpvsConstants.DEST_ATTR_PORT, port(destination.port()))
                .withShort(
                        IpvsConstants.DEST_ATTR_ADDR_FAMILY,
                        destination.family().code());
        return new FakeArguments(name, real, FakeAttributes.NONE, FakeAttributes.NONE);
    }

    private static byte[] port(int port) {
        return new byte[] {(byte) (port >> Byte.SIZE), (byte) port};
    }

    private static FakeAttributes nest(AttributeReader attributes, int newest) {
        FakeAttributes[] read = {FakeAttributes.NONE};
        attributes.nested(nest -> read[0] = FakeAttributes.read(nest, newest));
        return read[0];
    }
}
