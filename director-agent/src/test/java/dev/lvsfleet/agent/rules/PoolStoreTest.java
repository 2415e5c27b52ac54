package dev.lvsfleet.agent.rules;

import static dev.lvsfleet.agent.testing.Documents.VIP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsfleet.agent.rules.PoolState.Member;
import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.ServiceEndpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolStoreTest {

    private static final Backend ONE = new Backend(InetAddress.ofLiteral("10.0.0.2"), 80);
    private static final Backend SIX = new Backend(InetAddress.ofLiteral("2001:db8::2"), 0);
    private static final Pools POOLS = new Pools(Map.of(
            new ServiceEndpoint.Address(Protocol.TCP, VIP, 80),
            new PoolState(
                    Map.of(ONE, new Member(true, true, null), SIX, new Member(false, false, new Tick(7))),
                    Map.of(),
                    true,
                    true),
            new ServiceEndpoint.FirewallMark(AddressFamily.IPV6, 7),
            new PoolState(Map.of(), Map.of(SIX, new Member(true, false, null)), false, true)));

    @TempDir
    Path directory;

    @Test
    void whoIsDownOrOutAndEveryQuorumComesBackAndNoRamp() throws IOException {
        new PoolStore(directory).write(POOLS.lasting());

        Pools read = new PoolStore(directory).read();

        assertThat(read).isEqualTo(POOLS.lasting());
        assertThat(read.of(new ServiceEndpoint.Address(Protocol.TCP, VIP, 80)))
                .isEqualTo(new PoolState(Map.of(ONE, new Member(true, true, null)), Map.of(), true, false));
    }

    @Test
    void aServiceThatWasNeverKeptIsNew() throws IOException {
        assertThat(new PoolStore(directory).read().of(new ServiceEndpoint.Address(Protocol.TCP, VIP, 81)))
                .isEqualTo(PoolState.NEW);
    }

    @Test
    void aDamagedFileIsAnErrorThatNamesIt() throws IOException {
        for (String damage : new String[] {"{\"pools\":[", "{}", "[]", "null", "{\"pools\":[{}]}"}) {
            Files.writeString(directory.resolve("pools.json"), damage);

            assertThatThrownBy(() -> new PoolStore(directory).read())
                    .as(damage)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("pools.json is damaged");
        }
    }
}
