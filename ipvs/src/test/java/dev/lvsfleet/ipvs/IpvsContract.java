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
import dev.lvsfleet.linux.netlink.NetlinkConstants;
import dev.lvsfleet.linux.netlink.NetlinkMessage;
import dev.lvsfleet.linux.netlink.NetlinkTransport;
import dev.lvsfleet.linux.sys.Errno;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What this system relies on IPVS for; every kernel, real or fake, has to pass all of it. */
abstract class IpvsContract extends ControlContract {

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
        raw(IpvsConstants.CMD_NEW_SERVICE, service(1, 0, ContractBed::settings));
        addLocalNode();
        raw(
                IpvsConstants.CMD_NEW_DEST,
                ofWeb(78, IpvsConstants.FWD_DROUTE, 1, Integer.MIN_VALUE, ContractBed::unlimited));
        raw(
                IpvsConstants.CMD_NEW_DEST,
                ofWeb(
                        79,
                        IpvsConstants.FWD_TUNNEL,
                        1,
                        0,
                        tunnel -> unlimited(tunnel.u8(IpvsConstants.DEST_ATTR_TUN_TYPE, 7))));

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
            flush();
        });
    }

    private void carryOut(IpvsPlan plan) {
        assertThat(client.apply(plan.operations())).allMatch(Done.class::isInstance);
    }

    @Test
    void oneServiceIsReadAlone() {
        VirtualService mail = VirtualService.of(service("198.51.100.1", 25), "rr");
        allDone(new AddService(WEB), new AddDestination(WEB.key(), ONE), new AddService(mail));

        assertThat(client.dump(WEB.key()))
                .isEqualTo(new IpvsDump(IpvsTable.of(List.of(ServiceEntry.of(WEB, List.of(ONE)))), List.of()));
        assertThat(client.dump(service("198.51.100.9", 80))).isEqualTo(new IpvsDump(IpvsTable.EMPTY, List.of()));
    }

    @Test
    void aDumpSkipsLiveEntriesWhenSomebodyDeletesMeanwhile() {
        List<IpvsOperation> operations = new ArrayList<>(List.of(new AddService(WEB)));
        IntStream.rangeClosed(1, 1000)
                .forEach(port -> operations.add(
                        new AddDestination(WEB.key(), destination("192.0.2.1", port, ForwardingMethod.MASQUERADE))));
        client.apply(operations);

        int shown;
        try (NetlinkTransport reader = connect()) {
            reader.send(NetlinkMessage.toDatagram(List.of(new NetlinkMessage(
                    family.id(),
                    NetlinkConstants.NLM_F_REQUEST | NetlinkConstants.NLM_F_DUMP,
                    1,
                    0,
                    new IpvsCodec(family).destinations(WEB.key()).payload()))));
            List<NetlinkMessage> seen = new ArrayList<>(NetlinkMessage.parse(reader.receive()));
            seen.subList(0, 5).forEach(message -> {
                ShownDestination first = new ShownDestination(AddressFamily.IPV4);
                ShownNest.read(message, IpvsConstants.CMD_ATTR_DEST, first::read);
                allDone(new DeleteDestination(WEB.key(), first.key().orElseThrow()));
            });
            while (seen.getLast().type() != NetlinkConstants.NLMSG_DONE) {
                seen.addAll(NetlinkMessage.parse(reader.receive()));
            }
            assertThat(seen)
                    .as("the kernel says nothing of it")
                    .allMatch(message -> (message.flags() & NetlinkConstants.NLM_F_DUMP_INTR) == 0);
            shown = seen.size() - 1;
        }

        assertThat(1000 - shown).as("entries that are there and were not shown").isEqualTo(5);
        assertThat(client.settledDump().table().services().get(WEB.key()))
                .isNotNull()
                .satisfies(entry -> assertThat(entry.destinations()).hasSize(995));
    }

    @Test
    void servicesAreReadWithoutTheirDestinations() {
        assertThat(client.services()).isEmpty();
        allDone(new AddService(WEB), new AddDestination(WEB.key(), ONE));

        assertThat(client.services()).containsExactly(WEB);
    }

    @Test
    void aModuleThatIsLoadedAnewIsFoundAgain() throws Exception {
        allDone(new AddService(WEB));
        flush(); // a module whose scheduler is in use stays
        reloadModule();

        assertThat(client.dump().table()).isEqualTo(IpvsTable.EMPTY);
        assertThat(client.moduleReloads()).isEqualTo(1);
        reloadModule();
        allDone(new AddService(WEB), new AddDestination(WEB.key(), ONE));
        assertThat(client.dump().table()).isEqualTo(IpvsTable.of(List.of(ServiceEntry.of(WEB, List.of(ONE)))));
        assertThat(client.moduleReloads()).isEqualTo(2);
    }

    private void addLocalNode() {
        raw(IpvsConstants.CMD_NEW_DEST, ofWeb(77, 1, 1, 0, ContractBed::unlimited));
    }
}
