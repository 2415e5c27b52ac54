package dev.lvsfleet.controlplane.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.contract.CheckTiming;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.Encapsulation;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.HealthCheck;
import dev.lvsfleet.contract.Persistence;
import dev.lvsfleet.contract.PersistenceEngine;
import dev.lvsfleet.contract.PoolPolicy;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.Quorum;
import dev.lvsfleet.contract.Scheduler;
import dev.lvsfleet.contract.SchedulerFlag;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.contract.SlowStart;
import dev.lvsfleet.contract.Tunnel;
import dev.lvsfleet.contract.TunnelChecksum;
import dev.lvsfleet.contract.WhenDown;
import dev.lvsfleet.controlplane.topic.TopicGuard;
import dev.lvsfleet.controlplane.virtualservice.Delivery;
import dev.lvsfleet.controlplane.virtualservice.RealServer;
import dev.lvsfleet.controlplane.virtualservice.Scheduling;
import dev.lvsfleet.controlplane.virtualservice.ServiceCheck;
import dev.lvsfleet.controlplane.virtualservice.ServiceStore;
import dev.lvsfleet.controlplane.virtualservice.VirtualService;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
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
                IntStream.range(0, services).mapToObj(i -> service(i, servers)).toList());

        int bytes = ContractJson.encode(DesiredStateCompiler.compile(group).getFirst()).length;

        assertThat(bytes).isBetween(TopicGuard.MAX_RECORD_BYTES / 4, TopicGuard.MAX_RECORD_BYTES / 2);
    }

    /** Every text as long as it gets: IPv6 without a zero, the longest words, everything said. */
    private static VirtualService service(int number, int servers) {
        Tunnel tunnel = new Tunnel(Encapsulation.GUE, 65_535, TunnelChecksum.REMCSUM);
        RealServer server = new RealServer(
                InetAddress.ofLiteral("2001:1db8:1111:1111:1111:1111:2222:2222"),
                65_535,
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                Forwarding.TUNNEL,
                tunnel);
        InetAddress address = InetAddress.ofLiteral("2001:1db8:1111:1111:1111:1111:1111:" + (1000 + number));
        return new VirtualService(
                LONGEST_NAME,
                LONGEST_NAME,
                new ServiceEndpoint.Address(Protocol.SCTP, address, 65_535),
                List.of(address),
                new Scheduling(
                        Scheduler.MH,
                        EnumSet.of(SchedulerFlag.MH_PORT, SchedulerFlag.MH_FALLBACK),
                        new Persistence(Duration.ofDays(31), 128, PersistenceEngine.SIP)),
                new Delivery(Forwarding.TUNNEL, null),
                Collections.nCopies(servers / 2, server),
                Collections.nCopies(servers - servers / 2, server),
                new PoolPolicy(
                        WhenDown.QUIESCE,
                        100,
                        new Quorum(Integer.MAX_VALUE, Integer.MAX_VALUE),
                        new SlowStart(Duration.ofSeconds(3599), 1000),
                        Duration.ofMillis(86_399_999)),
                new ServiceCheck(CHECK, 65_535));
    }
}
