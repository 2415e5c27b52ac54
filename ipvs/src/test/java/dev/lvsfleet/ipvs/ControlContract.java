package dev.lvsfleet.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.ipvs.CommandResult.Done;
import dev.lvsfleet.ipvs.CommandResult.Refused;
import dev.lvsfleet.ipvs.IpvsOperation.AddDestination;
import dev.lvsfleet.ipvs.IpvsOperation.AddService;
import dev.lvsfleet.ipvs.IpvsOperation.DeleteDestination;
import dev.lvsfleet.linux.sys.Errno;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What IPVS keeps and tells beside its tables. */
abstract class ControlContract extends AttributeContract {

    private static final Duration ESTIMATOR_LIMIT = Duration.ofSeconds(20);

    /** A service that leads to a destination on the same host, so that a test can use it. */
    private static final VirtualService LOCAL = VirtualService.of(
            new ServiceKey.Endpoint(TransportProtocol.UDP, InetAddress.ofLiteral("127.0.0.1"), 7707), "rr");

    private static final Destination HERE = destination("127.0.0.1", 7708, ForwardingMethod.MASQUERADE);

    /** Lets a UDP service carry one packet to its destination. */
    abstract void carryOne(ServiceKey.Endpoint service, DestinationKey destination) throws Exception;

    @AfterEach
    void stopDaemons() {
        client.daemons().forEach(daemon -> client.stop(daemon.role()));
    }

    @Test
    void theModuleTellsItsVersionAndTableSize() {
        IpvsModule module = client.module();

        assertThat(module.version()).isEqualTo("1.2.1");
        assertThat(module.connectionTableSize()).isPositive();
    }

    @Test
    void timeoutsAreKeptAndZeroLeavesThemAsTheyAre() {
        IpvsTimeouts before = client.timeouts();
        try {
            assertThat(client.set(new IpvsTimeouts(1000, 100, 200))).isEqualTo(new Done());
            assertThat(client.set(new IpvsTimeouts(IpvsTimeouts.UNCHANGED, 101, IpvsTimeouts.UNCHANGED)))
                    .isEqualTo(new Done());

            assertThat(client.timeouts()).isEqualTo(new IpvsTimeouts(1000, 101, 200));
            assertThat(refusal(
                            IpvsConstants.CMD_SET_CONFIG,
                            message -> message.u32(IpvsConstants.CMD_ATTR_TIMEOUT_TCP, -1)))
                    .isEqualTo(Errno.EINVAL);
        } finally {
            client.set(before);
        }
    }

    @Test
    void syncDaemonsOfBothRolesRunTogether() {
        SyncDaemon master = SyncDaemon.of(SyncRole.MASTER, networkInterface(), 7);
        SyncDaemon backup = new SyncDaemon(
                SyncRole.BACKUP, networkInterface(), 255, 1100, InetAddress.ofLiteral("224.0.0.99"), 9000, 8);

        assertThat(client.start(master)).isEqualTo(new Done());
        assertThat(client.start(backup)).isEqualTo(new Done());

        assertThat(client.daemons())
                .satisfiesExactlyInAnyOrder(
                        shown -> {
                            assertThat(shown.maxLength())
                                    .as("derived from the MTU")
                                    .isPositive();
                            assertThat(shown)
                                    .isEqualTo(new SyncDaemon(
                                            master.role(),
                                            master.networkInterface(),
                                            master.syncId(),
                                            shown.maxLength(),
                                            master.group(),
                                            master.port(),
                                            master.timeToLive()));
                        },
                        shown -> assertThat(shown).isEqualTo(backup));
        assertThat(client.stop(SyncRole.MASTER)).isEqualTo(new Done());
        assertThat(client.daemons()).containsExactly(backup);
    }

    @Test
    void aSyncDaemonMaySpeakToASixGroup() {
        SyncDaemon master = new SyncDaemon(
                SyncRole.MASTER, networkInterface(), 0, 1200, InetAddress.ofLiteral("ff02::81"), 8848, 1);

        assertThat(client.start(master)).isEqualTo(new Done());

        assertThat(client.daemons()).containsExactly(master);
    }

    @Test
    void aBackupTakesMessagesOf1024BytesAtLeast() {
        SyncDaemon usual = SyncDaemon.of(SyncRole.BACKUP, networkInterface(), 1);
        SyncDaemon tiny = new SyncDaemon(
                usual.role(), usual.networkInterface(), 1, 1000, usual.group(), usual.port(), usual.timeToLive());

        assertThat(client.start(tiny)).isEqualTo(new Done());

        assertThat(client.daemons())
                .singleElement()
                .satisfies(shown -> assertThat(shown.maxLength()).isEqualTo(1024));
    }

    @Test
    void aDaemonThatCannotStartOrStopIsSaidInWords() {
        SyncDaemon backup = SyncDaemon.of(SyncRole.BACKUP, networkInterface(), 0);
        assertThat(client.start(backup)).isEqualTo(new Done());

        assertThat(client.start(backup))
                .isEqualTo(new Refused(
                        Errno.EEXIST,
                        "Start the BACKUP sync daemon on " + networkInterface()
                                + ": the kernel answered EEXIST: already there"));
        assertThat(client.start(SyncDaemon.of(SyncRole.MASTER, "no-such", 0)))
                .isEqualTo(new Refused(
                        Errno.ENODEV,
                        "Start the MASTER sync daemon on no-such: the kernel answered ENODEV: no such device"));
        assertThat(client.stop(SyncRole.MASTER))
                .isEqualTo(new Refused(Errno.ESRCH, "Stop the MASTER sync daemon: it does not run"));
    }

    @Test
    void aDestinationOfTheOtherFamilyAndASyncDaemonRuleEachOtherOut() {
        Destination six = destination("2001:db8:2::1", 80, ForwardingMethod.TUNNEL);
        SyncDaemon master = SyncDaemon.of(SyncRole.MASTER, networkInterface(), 0);
        allDone(new AddService(WEB), new AddDestination(WEB.key(), six));

        assertThat(client.start(master))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.errno()).isEqualTo(Errno.EINVAL));

        allDone(new DeleteDestination(WEB.key(), six.key()));
        assertThat(client.start(master)).isEqualTo(new Done());
        assertThat(errnos(new AddDestination(WEB.key(), six))).containsExactly(Errno.EINVAL);
    }

    @Test
    void whatIsCarriedIsCountedAndZeroed() throws Exception {
        ServiceKey.Endpoint service = (ServiceKey.Endpoint) LOCAL.key();
        allDone(new AddService(LOCAL), new AddDestination(service, HERE), new AddService(WEB));
        carryOne(service, HERE.key());

        ServiceStatistics seen = eventually(service, 1);
        DestinationStatistics here = Objects.requireNonNull(seen.destinations().get(HERE.key()));
        assertThat(seen.counters().incomingPackets()).isEqualTo(1);
        assertThat(seen.counters().incomingBytes()).isGreaterThan(20);
        assertThat(here.counters().connections()).isEqualTo(1);
        assertThat(here.active() + here.inactive()).isEqualTo(1);
        assertThat(here.persistent()).isZero();

        assertThat(client.zero(service)).isEqualTo(new Done());
        ServiceStatistics zeroed = eventually(service, 0);
        assertThat(zeroed.counters()).isEqualTo(new TrafficCounters(0, 0, 0, 0, 0));
        assertThat(zeroed.destinations().get(HERE.key()))
                .isNotNull()
                .satisfies(it -> assertThat(it.active() + it.inactive()).isEqualTo(1));
        assertThat(client.statistics().services()).containsOnlyKeys(service, WEB.key());
    }

    @Test
    void whatIsNotThereIsNotZeroed() {
        assertThat(client.zero(WEB.key()))
                .isEqualTo(
                        new Refused(Errno.ESRCH, "Zero the counters of TCP 198.51.100.1:80: there is no such service"));
        assertThat(client.zeroAll()).isEqualTo(new Done());
    }

    @Test
    void anIdleTableHasStatisticsOfZero() {
        allDone(new AddService(WEB), new AddDestination(WEB.key(), ONE));

        TrafficCounters none = new TrafficCounters(0, 0, 0, 0, 0);
        TrafficRates still = new TrafficRates(0, 0, 0, 0, 0);
        assertThat(client.statistics())
                .isEqualTo(new IpvsStatistics(Map.of(
                        WEB.key(),
                        new ServiceStatistics(
                                none, still, Map.of(ONE.key(), new DestinationStatistics(none, still, 0, 0, 0))))));
    }

    @Test
    void aKernelOfTodayCanDoAllAndShowsItWithoutLeavingATrace() {
        allDone(new AddService(WEB), new AddDestination(WEB.key(), ONE));
        IpvsDump before = client.dump();

        assertThat(client.capabilities()).isEqualTo(new Capabilities(Set.of(Capability.values())));

        assertThat(client.dump()).isEqualTo(before);
    }

    @Test
    void aProbeLeavesAServiceAloneThatHasItsMark() {
        VirtualService other = VirtualService.of(CapabilityProbe.SERVICE, "wlc");
        allDone(new AddService(other), new AddDestination(other.key(), ONE));
        IpvsDump before = client.dump();

        assertThat(client.capabilities().present()).hasSize(4);

        assertThat(client.dump()).isEqualTo(before);
    }

    /** The statistics of a service once so many connections are counted: the kernel's estimator takes seconds. */
    private ServiceStatistics eventually(ServiceKey service, long connections) {
        return await().atMost(ESTIMATOR_LIMIT)
                .until(
                        () -> client.statistics().services().get(service),
                        seen -> seen != null && seen.counters().connections() == connections);
    }
}
