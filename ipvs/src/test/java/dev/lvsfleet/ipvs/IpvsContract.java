package dev.lvsfleet.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.ipvs.IpvsOperation.AddDestination;
import dev.lvsfleet.ipvs.IpvsOperation.AddService;
import dev.lvsfleet.ipvs.IpvsOperation.DeleteDestination;
import dev.lvsfleet.ipvs.IpvsOperation.DeleteService;
import dev.lvsfleet.ipvs.IpvsOperation.SetDestination;
import dev.lvsfleet.ipvs.IpvsOperation.SetService;
import dev.lvsfleet.ipvs.OperationResult.Done;
import dev.lvsfleet.ipvs.OperationResult.Failed;
import dev.lvsfleet.ipvs.plan.IpvsPlan;
import dev.lvsfleet.ipvs.plan.IpvsPlanner;
import dev.lvsfleet.ipvs.plan.Ownership;
import dev.lvsfleet.linux.genetlink.GenericNetlinkFamily;
import dev.lvsfleet.linux.netlink.Acknowledgement;
import dev.lvsfleet.linux.netlink.AttributeWriter;
import dev.lvsfleet.linux.netlink.NetlinkConnection;
import dev.lvsfleet.linux.sys.Errno;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What this system relies on IPVS for; every kernel, real or fake, has to pass all of it. */
abstract class IpvsContract {

    private static final int CMD_FLUSH = 17;

    private static final VirtualService WEB = VirtualService.of(service("198.51.100.1", 80), "wrr");
    private static final Destination ONE =
            Destination.of(destination("192.0.2.1", 80), ForwardingMethod.DIRECT_ROUTE, 3);
    private static final Destination TWO =
            Destination.of(destination("192.0.2.2", 80), ForwardingMethod.DIRECT_ROUTE, 1);

    private NetlinkConnection connection;
    private GenericNetlinkFamily family;
    private IpvsClient client;

    /** A connection to a kernel whose tables are this test's to change. */
    abstract NetlinkConnection connect();

    @BeforeEach
    void open() {
        connection = connect();
        family = GenericNetlinkFamily.resolve(connection, IpvsConstants.FAMILY);
        client = new IpvsClient(connection);
        assertThat(client.dump())
                .as("this test empties the tables, so it runs only where they are empty: in a guest or a namespace")
                .isEqualTo(new IpvsDump(IpvsTable.EMPTY, List.of()));
    }

    @AfterEach
    void close() {
        raw(CMD_FLUSH, _ -> {});
        connection.close();
    }

    @Test
    void whatIsAddedIsShown() {
        VirtualService persistent = new VirtualService(
                service("198.51.100.2", 65535), "sh", Set.of(SchedulerFlag.FALLBACK), new Persistence.Sticky(300, 24));
        Destination tunnelled = new Destination(destination("192.0.2.9", 65535), ForwardingMethod.TUNNEL, 0, 20, 10);
        Destination masqueraded =
                Destination.of(destination("192.0.2.9", 1), ForwardingMethod.MASQUERADE, Integer.MAX_VALUE);

        allDone(
                new AddService(WEB),
                new AddDestination(WEB.key(), ONE),
                new AddDestination(WEB.key(), TWO),
                new AddService(persistent),
                new AddDestination(persistent.key(), tunnelled),
                new AddDestination(persistent.key(), masqueraded));

        assertThat(client.dump().table())
                .isEqualTo(IpvsTable.of(List.of(
                        ServiceEntry.of(WEB, List.of(ONE, TWO)),
                        ServiceEntry.of(persistent, List.of(tunnelled, masqueraded)))));
    }

    @Test
    void setChangesEverySettingInPlace() {
        VirtualService changed =
                new VirtualService(WEB.key(), "mh", Set.of(SchedulerFlag.PORT), new Persistence.Sticky(60, 0, "sip"));
        ForwardingMethod gue = new ForwardingMethod.Tunnel(new Encapsulation.Gue(6080, Encapsulation.Checksum.REMOTE));
        Destination moved = new Destination(ONE.key(), gue, 0, 5, 5);
        allDone(new AddService(WEB), new AddDestination(WEB.key(), ONE), new AddDestination(WEB.key(), TWO));

        allDone(new SetService(changed), new SetDestination(WEB.key(), moved));

        assertThat(client.dump().table())
                .isEqualTo(IpvsTable.of(List.of(ServiceEntry.of(changed, List.of(moved, TWO)))));
    }

    @Test
    void anAdditionThatFindsItsEntrySetsIt() {
        allDone(new AddService(WEB), new AddDestination(WEB.key(), ONE));
        VirtualService changed = VirtualService.of(WEB.key(), "rr");
        Destination heavier = Destination.of(ONE.key(), ForwardingMethod.DIRECT_ROUTE, 99);

        allDone(new AddService(changed), new AddDestination(WEB.key(), heavier));

        assertThat(client.dump().table()).isEqualTo(IpvsTable.of(List.of(ServiceEntry.of(changed, List.of(heavier)))));
    }

    @Test
    void deletingWhatIsNotThereIsDone() {
        allDone(
                new DeleteService(WEB.key()),
                new DeleteDestination(WEB.key(), ONE.key()),
                new AddService(WEB),
                new DeleteDestination(WEB.key(), ONE.key()));

        assertThat(client.dump().table()).isEqualTo(IpvsTable.of(List.of(ServiceEntry.of(WEB, List.of()))));
    }

    @Test
    void deletingAServiceTakesItsDestinationsAlong() {
        allDone(new AddService(WEB), new AddDestination(WEB.key(), ONE), new DeleteService(WEB.key()));

        allDone(new AddService(WEB));

        assertThat(client.dump().table()).isEqualTo(IpvsTable.of(List.of(ServiceEntry.of(WEB, List.of()))));
    }

    @Test
    void anUnknownSchedulerIsNamedAndStopsNothingElse() {
        VirtualService unknown = VirtualService.of(service("198.51.100.3", 80), "no-such");

        List<OperationResult> results = client.apply(
                List.of(new AddService(unknown), new AddDestination(unknown.key(), ONE), new AddService(WEB)));

        assertThat(results.get(0)).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.errno()).isEqualTo(Errno.ENOENT);
            assertThat(failed.message()).contains("198.51.100.3:80").contains("no scheduler 'no-such'");
        });
        assertThat(results.get(1)).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.errno()).isEqualTo(Errno.ESRCH);
            assertThat(failed.message()).contains("192.0.2.1:80").contains("no such service");
        });
        assertThat(results.get(2)).isInstanceOf(Done.class);
    }

    @Test
    void settingWhatIsNotThereFails() {
        allDone(new AddService(WEB));
        VirtualService missing = VirtualService.of(service("198.51.100.3", 80), "rr");

        assertThat(errnos(
                        new SetService(missing),
                        new SetDestination(missing.key(), ONE),
                        new SetDestination(WEB.key(), ONE)))
                .containsExactly(Errno.ESRCH, Errno.ESRCH, Errno.ENOENT);
    }

    @Test
    void aMulticastDestinationIsRefused() {
        Destination multicast = Destination.of(destination("224.0.0.1", 80), ForwardingMethod.DIRECT_ROUTE, 1);

        assertThat(errnos(new AddService(WEB), new AddDestination(WEB.key(), multicast)))
                .containsExactly(Errno.NONE, Errno.EINVAL);
    }

    @Test
    void moreThanOneSendAndOneDatagramHold() {
        List<IpvsOperation> operations = new ArrayList<>(List.of(new AddService(WEB)));
        IntStream.range(0, 1500)
                .mapToObj(i -> "192.0." + (10 + i / 250) + "." + (1 + i % 250))
                .forEach(address -> operations.add(new AddDestination(
                        WEB.key(), Destination.of(destination(address, 80), ForwardingMethod.DIRECT_ROUTE, 1))));

        assertThat(client.apply(operations)).hasSize(1501).allMatch(Done.class::isInstance);

        assertThat(client.dump().table().services().values())
                .singleElement()
                .satisfies(entry -> assertThat(entry.destinations()).hasSize(1500));
    }

    @Test
    void entriesBeyondTheModelAreDescribedAndDisturbNothing() {
        allDone(new AddService(WEB), new AddDestination(WEB.key(), ONE));
        raw(
                IpvsConstants.CMD_NEW_SERVICE,
                message -> message.nested(IpvsConstants.CMD_ATTR_SERVICE, service -> {
                    service.u16(IpvsConstants.SVC_ATTR_AF, 2).u32(IpvsConstants.SVC_ATTR_FWMARK, 0);
                    settings(service);
                }));
        raw(
                IpvsConstants.CMD_NEW_SERVICE,
                message -> message.nested(IpvsConstants.CMD_ATTR_SERVICE, service -> {
                    identity(service, 1, 0);
                    settings(service);
                }));
        addLocalNode();
        addToWeb(78, IpvsConstants.FWD_DROUTE, Integer.MIN_VALUE, _ -> {});
        addToWeb(79, IpvsConstants.FWD_TUNNEL, 0, tunnel -> tunnel.u8(IpvsConstants.DEST_ATTR_TUN_TYPE, 7));

        IpvsDump dump = client.dump();

        assertThat(dump.table()).isEqualTo(IpvsTable.of(List.of(new ServiceEntry(WEB, Map.of(ONE.key(), ONE), true))));
        assertThat(dump.notUnderstood())
                .containsExactlyInAnyOrder(
                        "service TCP 0.0.0.0:0 (scheduler rr, flags 0x0)",
                        "service protocol 1 198.51.100.1:0 (scheduler rr, flags 0x0)",
                        "destination 192.0.2.77:80 (forwarding method 1) of service TCP 198.51.100.1:80",
                        "destination 192.0.2.78:80 (forwarding method 3, weight 1, thresholds 0..2147483648)"
                                + " of service TCP 198.51.100.1:80",
                        "destination 192.0.2.79:80 (forwarding method 2, tunnel type 7) of service TCP 198.51.100.1:80");
    }

    @Test
    void aServiceOfOursOutlivesUsWhileItHoldsWhatNobodyUnderstands() {
        allDone(new AddService(WEB), new AddDestination(WEB.key(), ONE));
        addLocalNode();
        IpvsTable before = client.dump().table();

        carryOut(IpvsPlanner.plan(IpvsTable.EMPTY, before, Ownership.of(before)));

        IpvsDump after = client.dump();
        assertThat(after.table()).isEqualTo(IpvsTable.of(List.of(new ServiceEntry(WEB, Map.of(), true))));
        assertThat(after.notUnderstood()).singleElement().asString().contains("192.0.2.77:80");
    }

    @Test
    void aPlanTurnsAnyTableIntoAnyOther() {
        Seeds.forEach(200, random -> {
            IpvsTable before = RandomTables.table(random);
            IpvsTable wanted = RandomTables.table(random);
            carryOut(IpvsPlanner.plan(before, IpvsTable.EMPTY, Ownership.NONE));
            assertThat(client.dump().table()).isEqualTo(before);

            carryOut(IpvsPlanner.plan(wanted, before, Ownership.of(before)));

            assertThat(client.dump().table()).isEqualTo(wanted);
            raw(CMD_FLUSH, _ -> {});
        });
    }

    private void carryOut(IpvsPlan plan) {
        assertThat(client.apply(plan.operations())).allMatch(Done.class::isInstance);
    }

    private void allDone(IpvsOperation... operations) {
        assertThat(client.apply(List.of(operations))).allMatch(Done.class::isInstance);
    }

    private List<Errno> errnos(IpvsOperation... operations) {
        return client.apply(List.of(operations)).stream()
                .map(result -> result instanceof Failed failed ? failed.errno() : Errno.NONE)
                .toList();
    }

    private void addLocalNode() {
        addToWeb(77, 1, 0, _ -> {});
    }

    /** A destination 192.0.2.{@code host}:80 of {@link #WEB}, with numbers that the model may not have. */
    private void addToWeb(int host, int forwarding, int upperThreshold, Consumer<AttributeWriter> more) {
        raw(IpvsConstants.CMD_NEW_DEST, message -> {
            message.nested(IpvsConstants.CMD_ATTR_SERVICE, service -> identity(service, 6, 80));
            message.nested(
                    IpvsConstants.CMD_ATTR_DEST,
                    destination -> more.accept(destination
                            .bytes(IpvsConstants.DEST_ATTR_ADDR, new byte[] {(byte) 192, 0, 2, (byte) host})
                            .u16BigEndian(IpvsConstants.DEST_ATTR_PORT, 80)
                            .u32(IpvsConstants.DEST_ATTR_FWD_METHOD, forwarding)
                            .u32(IpvsConstants.DEST_ATTR_WEIGHT, 1)
                            .u32(IpvsConstants.DEST_ATTR_U_THRESH, upperThreshold)
                            .u32(IpvsConstants.DEST_ATTR_L_THRESH, 0)));
        });
    }

    private void raw(int command, Consumer<AttributeWriter> attributes) {
        assertThat(connection.batch(List.of(family.request("raw", command, attributes))))
                .containsExactly(Acknowledgement.DONE);
    }

    private static void identity(AttributeWriter service, int protocol, int port) {
        service.u16(IpvsConstants.SVC_ATTR_AF, 2)
                .u16(IpvsConstants.SVC_ATTR_PROTOCOL, protocol)
                .bytes(IpvsConstants.SVC_ATTR_ADDR, new byte[] {(byte) 198, 51, 100, 1})
                .u16BigEndian(IpvsConstants.SVC_ATTR_PORT, port);
    }

    private static void settings(AttributeWriter service) {
        service.string(IpvsConstants.SVC_ATTR_SCHED_NAME, "rr", 15)
                .bytes(IpvsConstants.SVC_ATTR_FLAGS, new byte[] {0, 0, 0, 0, -1, -1, -1, -1})
                .u32(IpvsConstants.SVC_ATTR_TIMEOUT, 0)
                .u32(IpvsConstants.SVC_ATTR_NETMASK, ~0);
    }

    private static ServiceKey service(String address, int port) {
        return new ServiceKey.Endpoint(TransportProtocol.TCP, InetAddress.ofLiteral(address), port);
    }

    private static DestinationKey destination(String address, int port) {
        return new DestinationKey(InetAddress.ofLiteral(address), port);
    }
}
