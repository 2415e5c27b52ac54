package dev.lvsfleet.controlplane.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.contract.Topic;
import dev.lvsfleet.controlplane.Bus;
import dev.lvsfleet.controlplane.Fleet;
import dev.lvsfleet.controlplane.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A broker whose volume was lost comes back without topics: what they held is published again, changed or not. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@Tag("integration")
class LostTopicsIT {

    private static final String SERVICES = "/api/v1/virtual-services";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> kafka;

    @Test
    void theNextWriteToOneGroupBringsBackEveryGroupOfTheSite() throws Exception {
        Fleet fleet = Fleet.create();
        String other = secondGroup(fleet);
        awaitPublished(fleet, Set.of(fleet.director(), other));

        loseTopics(fleet);
        Fleet.post(SERVICES, fleet.service("more-" + fleet.site(), 1).replace("161", "162"))
                .then()
                .statusCode(201);

        awaitPublished(fleet, Set.of(fleet.director(), other));
    }

    @Test
    void withoutAnyWriteTheyComeBackByThemselves() throws Exception {
        Fleet fleet = Fleet.create();
        String other = secondGroup(fleet);
        awaitPublished(fleet, Set.of(fleet.director(), other));

        loseTopics(fleet);

        awaitPublished(fleet, Set.of(fleet.director(), other));
    }

    /** The name of its director; both groups have a service, on different real servers. */
    private static String secondGroup(Fleet fleet) {
        String group = "other-" + fleet.group();
        String director = "other-" + fleet.director();
        Fleet.post("/api/v1/director-groups", "{'name':'%s','site':'%s'}".formatted(group, fleet.site()))
                .then()
                .statusCode(201);
        Fleet.post(
                        "/api/v1/directors",
                        "{'name':'%s','group':'%s','networkInterface':'eth0'}".formatted(director, group))
                .then()
                .statusCode(201);
        Fleet.post(SERVICES, fleet.service("web-" + fleet.site(), 1)).then().statusCode(201);
        String elsewhere = fleet.service("other-" + fleet.site(), 1)
                .replace(fleet.group(), group)
                .replace("192.168.148.", "10.0.0.");
        Fleet.post(SERVICES, elsewhere).then().statusCode(201);
        return director;
    }

    private static void awaitPublished(Fleet fleet, Set<String> directors) {
        try (Bus documents = new Bus(Topic.DESIRED_STATE, fleet.site());
                Bus targets = new Bus(Topic.PROBE_TARGETS, fleet.site())) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(keys(documents)).isEqualTo(directors));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(keys(targets)).hasSize(4));
        }
    }

    private static Set<String> keys(Bus bus) {
        return bus.records().stream().map(ConsumerRecord::key).collect(Collectors.toSet());
    }

    private void loseTopics(Fleet fleet) throws Exception {
        try (Admin admin = Admin.create(kafka)) {
            admin.deleteTopics(Arrays.stream(Topic.values())
                            .map(topic -> topic.at(fleet.site()))
                            .toList())
                    .all()
                    .get();
        }
    }
}
