package dev.lvsfleet.agent.doctor;

import dev.lvsfleet.agent.baseline.NodeState;
import dev.lvsfleet.agent.testing.FakeProbe;
import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Finding;
import dev.lvsfleet.linux.arp.ArpAnswer;
import dev.lvsfleet.linux.rtnetlink.DefaultRoute;
import dev.lvsfleet.linux.rtnetlink.Link;
import dev.lvsfleet.linux.rtnetlink.MacAddress;
import dev.lvsfleet.linux.sysctl.SysctlKey;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A node with an {@code eth0} that a test makes ill step by step. */
final class Patient {

    static final MacAddress OWN = new MacAddress(0x0200_0000_0001L);
    static final MacAddress SECOND_OWN = new MacAddress(0x0200_0000_0011L);
    static final MacAddress OTHER = new MacAddress(0x0200_0000_0002L);
    static final MacAddress THIRD = new MacAddress(0x0200_0000_0003L);

    final Map<SysctlKey, String> settings = new HashMap<>();
    final Set<String> modules = new HashSet<>(Set.of("ip_vs", "ipip"));
    final Set<String> builtIn = new HashSet<>();
    final Set<String> boot = new HashSet<>(Set.of("ip_vs"));
    final Set<DesiredAddress> addresses = new HashSet<>();
    final Set<ArpAnswer> answers = new HashSet<>();

    @Nullable
    String gateway;

    int mtu = 1500;

    Patient has(String address, int prefixLength) {
        addresses.add(new DesiredAddress(InetAddress.ofLiteral(address), prefixLength, "eth0"));
        return this;
    }

    Patient set(String key, String value) {
        settings.put(SysctlKey.parse(key), value);
        return this;
    }

    Patient hears(String address, MacAddress owner) {
        answers.add(new ArpAnswer(InetAddress.ofLiteral(address), owner));
        return this;
    }

    Host host() {
        Optional<DefaultRoute> route =
                Optional.ofNullable(gateway).map(it -> new DefaultRoute(false, InetAddress.ofLiteral(it), 2, 0));
        return new Host(
                new NodeState(modules, Optional.empty(), settings, Map.of("eth0", true), addresses, route),
                List.of(
                        new Link(1, "lo", "", true, 65536, Optional.of(new MacAddress(0))),
                        new Link(2, "eth0", "", true, mtu, Optional.of(OWN)),
                        new Link(3, "eth1", "", true, 1500, Optional.of(SECOND_OWN))),
                builtIn,
                boot);
    }

    List<Finding> findings(DesiredState document) {
        return DoctorRules.findings(
                Optional.of(document),
                new Symptoms(
                        FakeProbe.HEALTHY.clock(),
                        FakeProbe.HEALTHY.security(),
                        new Seen.Known<>(host()),
                        FakeProbe.HEALTHY.firewall(),
                        new Seen.Known<>(new Wire(answers))));
    }
}
