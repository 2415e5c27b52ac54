package dev.lvsfleet.controlplane.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.contract.CheckTiming;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.HealthCheck;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.Scheduler;
import dev.lvsfleet.controlplane.topic.TopicGuard;
import dev.lvsfleet.controlplane.virtualservice.RealServer;
import dev.lvsfleet.controlplane.virtualservice.ServiceStore;
import dev.lvsfleet.controlplane.virtualservice.VirtualService;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DocumentSizeTest {

    private static final String LONGEST_NAME = "n".repeat(63);
    private static final HealthCheck CHECK = new HealthCheck.Http(
            "/", 200, null, new CheckTiming(Duration.ofMillis(3_599_999), Duration.ofSeconds(3), 3, Duration.ZERO));

    @Test
    void theLargestDocumentOfAGroupIsHalfOfWhatATopicTakes() {
        int services = (int) ServiceStore.MAX_SERVICES_PER_GROUP;
        int servers = (int) (ServiceStore.MAX_REAL_SERVERS_PER_GROUP / ServiceStore.MAX_SERVICES_PER_GROUP);
        GroupSnapshot group = new GroupSnapshot(
                LONGEST_NAME,
                LONGEST_NAME,
                Long.MAX_VALUE,
                Instant.parse("2026-11-22T08:00:00.123456789Z"),
                List.of(new GroupSnapshot.Node(LONGEST_NAME, "i".repeat(15))),
                IntStream.range(0, services)
                        .mapToObj(i -> service("203.100.%d.%d".formatted(100 + i / 100, 100 + i % 100), servers))
                        .toList());

        int bytes = ContractJson.encode(DesiredStateCompiler.compile(group).getFirst()).length;

        assertThat(bytes).isBetween(TopicGuard.MAX_RECORD_BYTES / 4, TopicGuard.MAX_RECORD_BYTES / 2);
    }

    private static VirtualService service(String address, int servers) {
        RealServer server = new RealServer(
                InetAddress.ofLiteral("203.200.200.200"),
                65_535,
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                Integer.MAX_VALUE);
        return new VirtualService(
                LONGEST_NAME,
                LONGEST_NAME,
                InetAddress.ofLiteral(address),
                65_535,
                Protocol.TCP,
                Scheduler.LBLCR,
                Forwarding.DIRECT_ROUTING,
                Collections.nCopies(servers, server),
                CHECK);
    }
}
