package dev.lvsfleet.agent.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.ipvs.AddressFamily;
import dev.lvsfleet.ipvs.DestinationKey;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.TransportProtocol;
import dev.lvsfleet.ipvs.plan.Ownership;
import dev.lvsfleet.ipvs.plan.Ownership.OwnedDestination;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnershipStoreTest {

    private static final InetAddress VIP = InetAddress.ofLiteral("10.0.0.1");
    private static final ServiceKey WEB = new ServiceKey.Endpoint(TransportProtocol.TCP, VIP, 80);
    private static final ServiceKey FOREIGN = new ServiceKey.Endpoint(TransportProtocol.TCP, VIP, 81);
    private static final DestinationKey REAL = new DestinationKey(InetAddress.ofLiteral("10.1.0.1"), 8080);
    private static final Possessions OWNED = new Possessions(
            new Ownership(Set.of(WEB), Set.of(new OwnedDestination(WEB, REAL), new OwnedDestination(FOREIGN, REAL))),
            Set.of(new DesiredAddress(VIP, 32, "eth0")));

    @TempDir
    Path directory;

    @Test
    void nothingIsOwnedBeforeAnythingWasWritten() throws IOException {
        assertThat(new OwnershipStore(directory).read()).isEqualTo(Possessions.NONE);
    }

    @Test
    void whatWasWrittenIsReadAgainEvenADestinationInSomebodyElsesService() throws IOException {
        new OwnershipStore(directory).write(OWNED);

        assertThat(new OwnershipStore(directory).read()).isEqualTo(OWNED);
    }

    @Test
    void everyKindOfServiceIsReadAgain() throws IOException {
        ServiceKey mark = new ServiceKey.FirewallMark(AddressFamily.IPV6, -1);
        ServiceKey six = new ServiceKey.Endpoint(TransportProtocol.SCTP, InetAddress.ofLiteral("2001:db8::1"), 0);
        DestinationKey real = new DestinationKey(InetAddress.ofLiteral("2001:db8::2"), 0);
        Possessions owned =
                new Possessions(new Ownership(Set.of(mark, six), Set.of(new OwnedDestination(mark, real))), Set.of());
        new OwnershipStore(directory).write(owned);

        assertThat(new OwnershipStore(directory).read()).isEqualTo(owned);
    }

    @Test
    void aFileFromBeforeThereWereFirewallMarksIsRead() throws IOException {
        Files.writeString(directory.resolve("ownership.json"), """
                {
                  "services" : [ {
                    "protocol" : "TCP",
                    "address" : "10.0.0.1",
                    "port" : 80,
                    "owned" : true,
                    "destinations" : [ {
                      "address" : "10.1.0.1",
                      "port" : 8080
                    } ]
                  }, {
                    "protocol" : "TCP",
                    "address" : "10.0.0.1",
                    "port" : 81,
                    "owned" : false,
                    "destinations" : [ {
                      "address" : "10.1.0.1",
                      "port" : 8080
                    } ]
                  } ],
                  "addresses" : [ {
                    "address" : "10.0.0.1",
                    "prefixLength" : 32,
                    "networkInterface" : "eth0"
                  } ]
                }
                """);

        assertThat(new OwnershipStore(directory).read()).isEqualTo(OWNED);
    }

    @Test
    void aCrashWhileWritingLeavesWhatWasOwnedBefore() throws IOException {
        new OwnershipStore(directory).write(OWNED);
        Files.writeString(directory.resolve("ownership.json.tmp"), "{\"services\":[{\"proto");

        assertThat(new OwnershipStore(directory).read()).isEqualTo(OWNED);
    }

    @Test
    void aDamagedFileIsAnErrorThatNamesIt() throws IOException {
        for (String damage : new String[] {
            "{\"services\":[",
            "{}",
            "null",
            "[]",
            "{\"services\":[{\"owned\":true,\"destinations\":[]}],\"addresses\":[]}"
        }) {
            Files.writeString(directory.resolve("ownership.json"), damage);

            assertThatThrownBy(() -> new OwnershipStore(directory).read())
                    .as(damage)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("ownership.json is damaged");
        }
    }
}
