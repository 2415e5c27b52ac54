package dev.lvsfleet.agent.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.testing.Documents;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.ipvs.IpvsTable;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DigestRulesTest {

    @Test
    void theOrderOfEntriesDoesNotMatter() {
        String digest = DigestRules.of(Tables.holding(service(80, 1, 132, 133), service(81, 1, 132), service(82, 1)));

        assertThat(DigestRules.of(Tables.holding(service(82, 1), service(81, 1, 132), service(80, 1, 133, 132))))
                .isEqualTo(digest)
                .matches("[0-9a-f]{16}");
    }

    @Test
    void anotherWeightAnotherServerAndAnotherServiceShow() {
        Set<String> digests = Set.of(
                DigestRules.of(IpvsTable.EMPTY),
                DigestRules.of(Tables.holding(service(80, 1, 132))),
                DigestRules.of(Tables.holding(service(80, 2, 132))),
                DigestRules.of(Tables.holding(service(80, 1, 133))),
                DigestRules.of(Tables.holding(service(81, 1, 132))),
                DigestRules.of(Tables.holding(service(80, 1, 132), service(81, 1))),
                DigestRules.of(Tables.holding(service(80, 1), service(81, 1, 132))));

        assertThat(digests).hasSize(7);
    }

    /** Two nodes compare what two processes made of it: nothing of a process, such as an identity, may be in it. */
    @Test
    void itIsTheSameInEveryRun() {
        assertThat(DigestRules.of(Tables.holding(service(80, 1, 132)))).isEqualTo("87d7313d822031eb");
    }

    private static DesiredService service(int port, int weight, int... hosts) {
        DesiredRealServer[] servers = IntStream.of(hosts)
                .mapToObj(host -> Documents.real(host, weight))
                .toArray(DesiredRealServer[]::new);
        return Documents.service("web", port, servers);
    }
}
