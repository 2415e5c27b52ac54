package dev.lvsfleet.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.ipvs.OperationResult.Done;
import dev.lvsfleet.ipvs.OperationResult.Failed;
import dev.lvsfleet.linux.genetlink.GenericNetlinkFamily;
import dev.lvsfleet.linux.netlink.Acknowledgement;
import dev.lvsfleet.linux.netlink.AttributeWriter;
import dev.lvsfleet.linux.netlink.NetlinkConnection;
import dev.lvsfleet.linux.netlink.NetlinkTransport;
import dev.lvsfleet.linux.sys.Errno;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A kernel whose tables are empty before each test and after it, and what tests say to it. */
abstract class ContractBed {

    static final VirtualService WEB = VirtualService.of(service("198.51.100.1", 80), "wrr");
    static final Destination ONE = Destination.of(destination("192.0.2.1", 80), ForwardingMethod.DIRECT_ROUTE, 3);
    static final Destination TWO = Destination.of(destination("192.0.2.2", 80), ForwardingMethod.DIRECT_ROUTE, 1);

    private static final int CMD_FLUSH = 17;

    NetlinkConnection connection;
    GenericNetlinkFamily family;
    IpvsClient client;

    /** A socket to a kernel whose tables are this test's to change. */
    abstract NetlinkTransport connect();

    /** A network interface that the kernel has, able to multicast. */
    abstract String networkInterface();

    /** Unloads the kernel's IPVS module, whose tables are empty, and loads it again. */
    abstract void reloadModule() throws Exception;

    @BeforeEach
    void open() {
        connection = new NetlinkConnection(connect());
        family = GenericNetlinkFamily.resolve(connection, IpvsConstants.FAMILY);
        client = new IpvsClient(connection);
        assertThat(client.dump())
                .as("this test empties the tables, so it runs only where they are empty: in a guest or a namespace")
                .isEqualTo(new IpvsDump(IpvsTable.EMPTY, List.of()));
    }

    @AfterEach
    void close() {
        flush();
        connection.close();
    }

    void flush() {
        family = GenericNetlinkFamily.resolve(connection, IpvsConstants.FAMILY);
        raw(CMD_FLUSH, _ -> {});
    }

    void allDone(IpvsOperation... operations) {
        assertThat(client.apply(List.of(operations))).allMatch(Done.class::isInstance);
    }

    /** Adds a table and expects that the kernel shows exactly that. */
    void isKept(ServiceEntry... entries) {
        for (ServiceEntry entry : entries) {
            allDone(new IpvsOperation.AddService(entry.service()));
            entry.destinations()
                    .values()
                    .forEach(it -> allDone(
                            new IpvsOperation.AddDestination(entry.service().key(), it)));
        }
        assertThat(client.dump()).isEqualTo(new IpvsDump(IpvsTable.of(List.of(entries)), List.of()));
        flush();
    }

    List<Errno> errnos(IpvsOperation... operations) {
        return client.apply(List.of(operations)).stream()
                .map(result -> result instanceof Failed failed ? failed.errno() : Errno.NONE)
                .toList();
    }

    void raw(int command, Consumer<AttributeWriter> attributes) {
        assertThat(answer(command, attributes)).isEqualTo(Acknowledgement.DONE);
    }

    /** The errno with which the kernel answers a request that the client would not send. */
    Errno refusal(int command, Consumer<AttributeWriter> attributes) {
        return answer(command, attributes).errno();
    }

    private Acknowledgement answer(int command, Consumer<AttributeWriter> attributes) {
        return connection
                .batch(List.of(family.request("raw", command, attributes)))
                .getFirst();
    }

    /** Adds a destination 192.0.2.{@code host}:80 of {@link #WEB}, with numbers that the model may not have. */
    static Consumer<AttributeWriter> ofWeb(
            int host, int forwarding, int weight, int upperThreshold, Consumer<AttributeWriter> more) {
        return message -> {
            message.nested(IpvsConstants.CMD_ATTR_SERVICE, service -> identity(service, 6, 80));
            message.nested(
                    IpvsConstants.CMD_ATTR_DEST,
                    destination -> more.accept(destination
                            .bytes(IpvsConstants.DEST_ATTR_ADDR, new byte[] {(byte) 192, 0, 2, (byte) host})
                            .u16BigEndian(IpvsConstants.DEST_ATTR_PORT, 80)
                            .u32(IpvsConstants.DEST_ATTR_FWD_METHOD, forwarding)
                            .u32(IpvsConstants.DEST_ATTR_WEIGHT, weight)
                            .u32(IpvsConstants.DEST_ATTR_U_THRESH, upperThreshold)));
        };
    }

    /** A service nest: identity by address and port, then what a test makes of it. */
    static Consumer<AttributeWriter> service(int protocol, int port, Consumer<AttributeWriter> more) {
        return message -> message.nested(IpvsConstants.CMD_ATTR_SERVICE, service -> {
            identity(service, protocol, port);
            more.accept(service);
        });
    }

    static void identity(AttributeWriter service, int protocol, int port) {
        service.u16(IpvsConstants.SVC_ATTR_AF, 2)
                .u16(IpvsConstants.SVC_ATTR_PROTOCOL, protocol)
                .bytes(IpvsConstants.SVC_ATTR_ADDR, new byte[] {(byte) 198, 51, 100, 1})
                .u16BigEndian(IpvsConstants.SVC_ATTR_PORT, port);
    }

    static void settings(AttributeWriter service) {
        service.string(IpvsConstants.SVC_ATTR_SCHED_NAME, "rr", 15)
                .bytes(IpvsConstants.SVC_ATTR_FLAGS, new byte[] {0, 0, 0, 0, -1, -1, -1, -1})
                .u32(IpvsConstants.SVC_ATTR_TIMEOUT, 0)
                .u32(IpvsConstants.SVC_ATTR_NETMASK, ~0);
    }

    /** Leaves a destination without a lower threshold. */
    static void unlimited(AttributeWriter destination) {
        destination.u32(IpvsConstants.DEST_ATTR_L_THRESH, 0);
    }

    static ServiceKey service(String address, int port) {
        return new ServiceKey.Endpoint(TransportProtocol.TCP, InetAddress.ofLiteral(address), port);
    }

    static DestinationKey destination(String address, int port) {
        return new DestinationKey(InetAddress.ofLiteral(address), port);
    }

    static Destination destination(String address, int port, ForwardingMethod method) {
        return Destination.of(destination(address, port), method, 1);
    }
}
