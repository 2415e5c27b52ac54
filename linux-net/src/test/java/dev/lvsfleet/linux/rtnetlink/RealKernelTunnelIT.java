package dev.lvsfleet.linux.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.linux.module.ModuleClient;
import dev.lvsfleet.linux.sysctl.SysctlClient;
import dev.lvsfleet.linux.sysctl.SysctlKey;
import dev.lvsfleet.linux.testing.PrivateNamespace;
import java.net.InetAddress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A kernel that has tunnels brings their device with the module; runs as root in a guest. */
@Tag("kernel")
class RealKernelTunnelIT {

    @ParameterizedTest
    @CsvSource({"ipip, tunl0, ipip", "ip_gre, gre0, gre"})
    void aModuleBringsADeviceThatTakesAnAddress(String module, String device, String kind) throws Exception {
        assertThat(new ModuleClient().load(module)).isEmpty();
        assertThat(new ModuleClient().isLoaded(module)).isTrue();
        try (PrivateNamespace namespace = new PrivateNamespace()) {
            namespace.inside(() -> {
                try (LinkClient links = LinkClient.open();
                        AddressClient addresses = AddressClient.open()) {
                    InterfaceAddress virtual =
                            new InterfaceAddress(device, InetAddress.ofLiteral("198.51.100.161"), 32);
                    links.bringUp(device);
                    addresses.add(virtual);

                    assertThat(links.links())
                            .filteredOn(link -> link.name().equals(device))
                            .singleElement()
                            .matches(link -> link.up() && link.kind().equals(kind));
                    assertThat(addresses.addresses()).contains(virtual);
                    assertThat(new SysctlClient().read(SysctlKey.ofInterface("ipv4", device, "rp_filter")))
                            .isPresent();
                }
                return true;
            });
        }
    }

    /** The module's own device, ip6tnl0, unwraps IPv6 alone; with an address of its own there may be one beside it. */
    @Test
    void aTunnelOverIpv6ThatUnwrapsBothFamiliesMayStandBesideTheModulesOwn() throws Exception {
        assertThat(new ModuleClient().load("ip6_tunnel")).isEmpty();
        try (PrivateNamespace namespace = new PrivateNamespace()) {
            namespace.inside(() -> {
                try (LinkClient links = LinkClient.open()) {
                    links.create("fleet6", "ip6tnl", InetAddress.ofLiteral("fd00:148::132"));
                    links.bringUp("fleet6");

                    assertThat(links.links())
                            .filteredOn(link -> link.name().equals("fleet6"))
                            .singleElement()
                            .matches(link -> link.up() && link.kind().equals("ip6tnl"));
                }
                return true;
            });
        }
    }

    /** The modules' own devices, gre0 and ip6gre0, drop what bears a checksum, and cannot be changed. */
    @ParameterizedTest
    @CsvSource({"ip_gre, gre, 192.168.148.132", "ip6_gre, ip6gre, fd00:148::132"})
    void aGreTunnelThatWantsChecksumsMayStandBesideTheModulesOwn(String module, String kind, String local)
            throws Exception {
        assertThat(new ModuleClient().load(module)).isEmpty();
        try (PrivateNamespace namespace = new PrivateNamespace()) {
            namespace.inside(() -> {
                try (LinkClient links = LinkClient.open()) {
                    links.createChecksummed("fleetg", kind, InetAddress.ofLiteral(local));
                    links.bringUp("fleetg");

                    assertThat(links.links())
                            .filteredOn(link -> link.name().equals("fleetg"))
                            .singleElement()
                            .matches(link -> link.up() && link.kind().equals(kind));
                }
                return true;
            });
            assertThat(namespace.run("ip", "-d", "link", "show", "fleetg"))
                    .contains("icsum")
                    .contains(local);
        }
    }
}
