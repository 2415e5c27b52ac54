package dev.lvsfleet.agent.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.linux.fou.GueListener;
import dev.lvsfleet.linux.rtnetlink.DefaultRoute;
import dev.lvsfleet.linux.sysctl.SysctlKey;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OriginalsStoreTest {

    private static final DefaultRoute BEFORE = new DefaultRoute(false, InetAddress.ofLiteral("192.168.148.2"), 2, 100);
    private static final DefaultRoute GIVEN = new DefaultRoute(false, InetAddress.ofLiteral("192.168.148.131"), 0, 100);

    @TempDir
    Path directory;

    @Test
    void everythingReadsBackAsItWasWritten() throws IOException {
        Originals originals = new Originals(
                Map.of(
                        SysctlKey.ofInterface("ipv4", "eth0.100", "rp_filter"), new Originals.Value("2", "0"),
                        SysctlKey.of("net", "ipv4", "vs", "sync_threshold"), new Originals.Value("3 60", "3 50")),
                Map.of("tunl0", Originals.Claim.RAISED, "sit0", Originals.Claim.MADE),
                Set.of(new GueListener(false, 6080), new GueListener(true, 6081)),
                Set.of(
                        new DesiredAddress(InetAddress.ofLiteral("192.168.148.161"), 32, "lo"),
                        new DesiredAddress(InetAddress.ofLiteral("2001:db8::161"), 128, "lo")),
                Optional.of(new Originals.Route(Optional.of(BEFORE), GIVEN)));
        OriginalsStore store = new OriginalsStore(directory);

        store.write(originals);

        assertThat(new OriginalsStore(directory).read()).isEqualTo(originals);
    }

    @Test
    void aRouteWhereThereWasNoneReadsBackToo() throws IOException {
        Originals originals = new Originals(
                Map.of(), Map.of(), Set.of(), Set.of(), Optional.of(new Originals.Route(Optional.empty(), GIVEN)));
        OriginalsStore store = new OriginalsStore(directory);

        store.write(originals);

        assertThat(store.read()).isEqualTo(originals);
    }

    @Test
    void whatWasNeverWrittenIsNothing() throws IOException {
        assertThat(new OriginalsStore(directory).read()).isEqualTo(Originals.NONE);
    }

    @Test
    void aFileOfAnAgentThatKnewNoListenersIsRead() throws IOException {
        Files.writeString(directory.resolve("baseline.json"), """
                {"settings": [], "devices": [{"name": "gre0", "claim": "RAISED"}], "addresses": [], "route": null}""");

        assertThat(new OriginalsStore(directory).read())
                .isEqualTo(new Originals(
                        Map.of(), Map.of("gre0", Originals.Claim.RAISED), Set.of(), Set.of(), Optional.empty()));
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        Files.writeString(directory.resolve("baseline.json"), "{\"settings\":[{\"key\":\"..\"}]}");

        assertThatThrownBy(() -> new OriginalsStore(directory).read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("baseline.json is damaged");
    }
}
