package dev.lvsfleet.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.budget.DeletionBudget;
import dev.lvsfleet.agent.ownership.OwnershipStore;
import dev.lvsfleet.agent.ownership.Possessions;
import dev.lvsfleet.agent.testing.RefusingTransport;
import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.ipvs.Destination;
import dev.lvsfleet.ipvs.DestinationKey;
import dev.lvsfleet.ipvs.ForwardingMethod;
import dev.lvsfleet.ipvs.IpvsClient;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.ServiceEntry;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.TransportProtocol;
import dev.lvsfleet.ipvs.VirtualService;
import dev.lvsfleet.ipvs.testing.FakeKernel;
import dev.lvsfleet.linux.genetlink.GenericNetlinkFamily;
import dev.lvsfleet.linux.netlink.NetlinkConnection;
import dev.lvsfleet.linux.netlink.NetlinkConstants;
import dev.lvsfleet.linux.netlink.NetlinkMessage;
import dev.lvsfleet.linux.rtnetlink.AddressClient;
import dev.lvsfleet.linux.sys.Errno;
import dev.lvsfleet.linux.testing.FakeInterfaces;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds after every single message to the kernel, however many of them it refuses. */
class ReconcilerPropertyTest {

    private static final int RUNS = 150;
    private static final int PASSES = 6;

    @TempDir
    Path directory;

    @Test
    void noServiceThatShouldHaveBackendsIsEverLeftWithoutOneAndNoAddressWithoutItsServices() {
        for (long seed = 0; seed < RUNS; seed++) {
            try {
                new Run(new Random(seed), directory).go();
            } catch (AssertionError | KernelUnavailableException | RuntimeException e) {
                throw new AssertionError("fails for seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    /** One node through several targets, with a kernel that refuses a share of what it is asked. */
    private static final class Run {

        private final Random random;
        private final FakeKernel ipvs = new FakeKernel();
        private final FakeInterfaces interfaces = new FakeInterfaces("lo", "eth0", "eth1");
        private final Reconciler reconciler;
        private Target target = new Target(IpvsTable.EMPTY, IpvsTable.EMPTY, Set.of());
        private Set<ServiceKey> populated = Set.of();
        private double refused;

        Run(Random random, Path directory) {
            this.random = random;
            Kernel kernel = new KernelClient(
                    () -> new IpvsClient(
                            new NetlinkConnection(new RefusingTransport(ipvs.connect(), this::refusal, this::check))),
                    () -> new AddressClient(new NetlinkConnection(
                            new RefusingTransport(interfaces.connect(), this::refusal, this::check))));
            this.reconciler = new Reconciler(
                    kernel,
                    new OwnershipStore(directory),
                    Possessions.NONE,
                    (kind, done) -> {},
                    new Reconciler.Limits(DeletionBudget.DEFAULT, Set.of()));
        }

        void go() throws KernelUnavailableException {
            for (int pass = 0; pass < PASSES; pass++) {
                target = target();
                populated = populated();
                refused = random.nextInt(3) * 0.3;
                reconciler.pass(target, random.nextBoolean());
            }
            refused = 0;
            Pass last = reconciler.pass(target, true);
            assertThat(last.failures()).isEmpty();
            assertThat(ipvs.table()).isEqualTo(target.table());
            assertThat(addresses()).isEqualTo(target.addresses());
        }

        private void check() {
            IpvsTable now = ipvs.table();
            populated.forEach(key -> assertThat(takesConnections(now.services().get(key)))
                    .as("%s takes connections", key)
                    .isTrue());
            Set<InetAddress> leading =
                    addresses().stream().map(DesiredAddress::address).collect(Collectors.toSet());
            leading.forEach(address -> assertThat(now.services().keySet())
                    .as("services of %s", address)
                    .anyMatch(key -> key instanceof ServiceKey.Endpoint it
                            && it.address().equals(address)));
        }

        /** Of those that should have somebody, those that do. */
        private Set<ServiceKey> populated() {
            IpvsTable now = ipvs.table();
            return target.table().services().values().stream()
                    .filter(Run::takesConnections)
                    .map(it -> it.service().key())
                    .filter(key -> takesConnections(now.services().get(key)))
                    .collect(Collectors.toSet());
        }

        private static boolean takesConnections(@org.jspecify.annotations.Nullable ServiceEntry entry) {
            return entry != null && entry.destinations().values().stream().anyMatch(it -> it.weight() > 0);
        }

        private Optional<Errno> refusal(NetlinkMessage message) {
            boolean reads = (message.flags() & NetlinkConstants.NLM_F_DUMP) == NetlinkConstants.NLM_F_DUMP
                    || message.type() == GenericNetlinkFamily.CONTROL.id();
            return !reads && random.nextDouble() < refused ? Optional.of(Errno.ENOMEM) : Optional.empty();
        }

        private Target target() {
            List<ServiceEntry> pools = new ArrayList<>();
            List<ServiceEntry> claims = new ArrayList<>();
            Set<DesiredAddress> addresses = new HashSet<>();
            for (int vip = 1; vip <= 2; vip++) {
                InetAddress address = InetAddress.ofLiteral("10.0.0." + vip);
                int services = random.nextInt(3);
                for (int port = 80; port < 80 + services; port++) {
                    List<Destination> all = destinations();
                    List<Destination> ejected =
                            all.stream().filter(it -> random.nextInt(4) == 0).toList();
                    VirtualService service =
                            VirtualService.of(new ServiceKey.Endpoint(TransportProtocol.TCP, address, port), "wrr");
                    claims.add(ServiceEntry.of(service, all));
                    pools.add(ServiceEntry.of(
                            service,
                            all.stream().filter(it -> !ejected.contains(it)).toList()));
                }
                if (services > 0) {
                    addresses.add(new DesiredAddress(address, 32, "eth" + random.nextInt(2)));
                }
            }
            return new Target(IpvsTable.of(pools), IpvsTable.of(claims), addresses);
        }

        private List<Destination> destinations() {
            return IntStream.rangeClosed(1, 5)
                    .filter(it -> random.nextBoolean())
                    .mapToObj(it -> Destination.of(
                            new DestinationKey(InetAddress.ofLiteral("10.1.0." + it), 80),
                            ForwardingMethod.DIRECT_ROUTE,
                            random.nextInt(3)))
                    .toList();
        }

        private Set<DesiredAddress> addresses() {
            try (AddressClient client = new AddressClient(new NetlinkConnection(interfaces.connect()))) {
                return client.addresses().stream()
                        .map(it -> new DesiredAddress(it.address(), it.prefixLength(), it.networkInterface()))
                        .collect(Collectors.toSet());
            }
        }
    }
}
