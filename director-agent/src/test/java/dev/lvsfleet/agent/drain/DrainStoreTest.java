package dev.lvsfleet.agent.drain;

import static dev.lvsfleet.agent.testing.Documents.VIP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsfleet.agent.rules.Tick;
import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.Encapsulation;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.contract.Tunnel;
import dev.lvsfleet.contract.TunnelChecksum;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrainStoreTest {

    private static final Tick NOW = new Tick(123_456_789_000L);
    private static final DesiredRealServer TUNNELLED = new DesiredRealServer(
            InetAddress.ofLiteral("2001:db8::2"),
            0,
            7,
            100,
            50,
            Forwarding.TUNNEL,
            new Tunnel(Encapsulation.GUE, 6080, TunnelChecksum.CSUM),
            "t-1");
    private static final DesiredRealServer PLAIN =
            new DesiredRealServer(InetAddress.ofLiteral("10.0.0.2"), 8080, 1, 0, 0, Forwarding.NAT, null, null);
    private static final Drains DRAINS = new Drains(
            List.of(
                    Drain.starting(
                            "six",
                            new ServiceEndpoint.FirewallMark(AddressFamily.IPV6, 0xffff_ffffL),
                            TUNNELLED,
                            Duration.ofMinutes(5),
                            NOW),
                    Drain.starting(
                            "web",
                            new ServiceEndpoint.Address(Protocol.TCP, VIP, 80),
                            PLAIN,
                            Duration.ofSeconds(3),
                            NOW)),
            null);

    @TempDir
    Path directory;

    private Path boot = Path.of("unset");

    @BeforeEach
    void start() throws IOException {
        boot = directory.resolve("boot_id");
        Files.writeString(boot, "one\n");
    }

    @Test
    void nothingWasKeptInAnEmptyDirectory() throws IOException {
        assertThat(new DrainStore(directory).read()).isEqualTo(Drains.NONE);
    }

    @Test
    void everythingComesBackInTheSameBoot() throws IOException {
        new DrainStore(directory, boot).write(DRAINS);

        assertThat(new DrainStore(directory, boot).read()).isEqualTo(DRAINS);
    }

    @Test
    void afterARebootNobodyDrains() throws IOException {
        new DrainStore(directory, boot).write(DRAINS);
        Files.writeString(boot, "two\n");

        assertThat(new DrainStore(directory, boot).read()).isEqualTo(Drains.NONE);
    }

    @Test
    void theKernelsOwnBootIdentityIsUnderstood() throws IOException {
        new DrainStore(directory).write(DRAINS);

        assertThat(new DrainStore(directory).read()).isEqualTo(DRAINS);
    }

    @Test
    void aDamagedFileIsAnErrorThatNamesIt() throws IOException {
        for (String damage : new String[] {"{\"boot\":", "{}", "[]", "null", "{\"boot\":\"one\",\"drains\":[{}]}"}) {
            Files.writeString(directory.resolve("drains.json"), damage);

            assertThatThrownBy(() -> new DrainStore(directory, boot).read())
                    .as(damage)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("drains.json is damaged");
        }
    }
}
