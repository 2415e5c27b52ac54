package dev.lvsfleet.controlplane.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.controlplane.Fleet;
import dev.lvsfleet.controlplane.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where Kafka says that it is, and what may not be a virtual address for it. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@Tag("integration")
class BrokerAddressesIT {

    private static final String SERVICES = "/api/v1/virtual-services";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    BrokerAddresses brokers;

    @Test
    void whatTheClustersMetadataAdvertisesIsLearntWithoutAnybodyAsking() {
        await().atMost(PATIENCE)
                .until(() ->
                        brokers.advertised(InetAddress.getLoopbackAddress()).isPresent());
    }

    /** The cluster of the tests is on the loopback, which no service can have; so a broker is made known by hand. */
    @Test
    void aBrokersAddressIsNoVirtualAddress() {
        Fleet fleet = Fleet.create();
        String service = fleet.service("web-" + fleet.site(), 3);
        AtomicReference<Response> answer = new AtomicReference<>();
        await().atMost(PATIENCE).until(() -> {
            brokers.learn(Set.of("192.168.148.161"));
            answer.set(Fleet.post(SERVICES, service));
            if (answer.get().statusCode() == 201) {
                // The loop has looked at the real cluster in between.
                Fleet.authorized().delete(SERVICES + "/web-" + fleet.site());
            }
            return answer.get().statusCode() == 409;
        });

        assertThat(answer.get().jsonPath().getString("errors[0].field")).isEqualTo("address");
        assertThat(answer.get().jsonPath().getString("detail"))
                .contains("192.168.148.161 is where a broker of Kafka is");
    }
}
