package dev.lvsfleet.linux.sysctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsfleet.linux.testing.PrivateNamespace;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Settings of a namespace of the real kernel. */
@Tag("kernel")
class NamespaceSysctlIT {

    private static final SysctlKey ARP_IGNORE = SysctlKey.ofInterface("ipv4", "all", "arp_ignore");
    private final SysctlClient client = new SysctlClient();

    @Test
    void aSettingIsThatOfTheThreadsOwnNamespace() throws IOException {
        try (PrivateNamespace namespace = new PrivateNamespace()) {
            String outside = client.read(ARP_IGNORE).orElseThrow();
            namespace.inside(() -> {
                client.write(ARP_IGNORE, outside.equals("1") ? "2" : "1");
                return true;
            });

            assertThat(namespace.inside(() -> client.read(ARP_IGNORE)))
                    .isNotEmpty()
                    .isNotEqualTo(outside);
            assertThat(client.read(ARP_IGNORE)).hasValue(outside);
        }
    }

    /** The kernel answers the first read only, however short it is. */
    @Test
    void aLongValueIsReadAndWrittenWhole() throws IOException {
        SysctlKey ports = SysctlKey.of("net", "ipv4", "ip_local_port_range");
        try (PrivateNamespace namespace = new PrivateNamespace()) {
            Optional<String> read = namespace.inside(() -> {
                client.write(ports, "20000 30000");
                return client.read(ports);
            });

            assertThat(read).hasValue("20000 30000");
        }
    }

    @Test
    void aValueThatTheKernelDoesNotTakeIsRefused() throws IOException {
        try (PrivateNamespace namespace = new PrivateNamespace()) {
            assertThatThrownBy(() -> namespace.inside(() -> {
                        client.write(ARP_IGNORE, "often");
                        return true;
                    }))
                    .hasCauseInstanceOf(IOException.class);
        }
    }
}
