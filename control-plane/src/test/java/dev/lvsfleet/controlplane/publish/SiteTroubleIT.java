package dev.lvsfleet.controlplane.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.contract.Topic;
import dev.lvsfleet.controlplane.Bus;
import dev.lvsfleet.controlplane.Fleet;
import dev.lvsfleet.controlplane.RealServices;
import dev.lvsfleet.controlplane.topic.TopicGuard;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One site's topics are replaced by wrong ones while the process runs: only that site's changes wait. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@Tag("integration")
class SiteTroubleIT {

    private static final String SERVICES = "/api/v1/virtual-services";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Far below the ten seconds that a send to the sick site may take. */
    private static final Duration AT_ONCE = Duration.ofSeconds(6);

    @Inject
    DataSource database;

    @Inject
    TopicGuard topics;

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> kafka;

    @Test
    void aSiteWithAWrongTopicHoldsUpNoOtherAndGoesOnWhenItIsPutRight() throws Exception {
        Fleet sick = Fleet.create();
        Fleet well = Fleet.create();
        String topic = Topic.DESIRED_STATE.at(sick.site());
        awaitPublished(sick, sick.director());
        try (Admin admin = Admin.create(kafka)) {
            admin.deleteTopics(List.of(topic)).all().get();
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
            // Until that is seen, a change may still get into the wrong topic; the whole site is sent again when it is
            // right.
            await().atMost(PATIENCE).until(() -> {
                topics.recheck();
                return topics.known(sick.site()).isEmpty();
            });
            Fleet.post(SERVICES, sick.service("web-" + sick.site(), 1)).then().statusCode(201);
            for (int weight = 1; weight <= 3; weight++) {
                String name = "web-" + weight + "-" + well.site();
                Fleet.post(SERVICES, well.service(name, weight).replace("161", "16" + weight))
                        .then()
                        .statusCode(201);
                awaitPublished(well, name, AT_ONCE);
            }
            assertThat(waiting(sick.site())).isPositive();

            admin.deleteTopics(List.of(topic)).all().get();
            awaitPublished(sick, "web-" + sick.site());
            await().atMost(PATIENCE).until(() -> waiting(sick.site()) == 0);
        }
    }

    private static void awaitPublished(Fleet fleet, String text) {
        awaitPublished(fleet, text, PATIENCE);
    }

    private static void awaitPublished(Fleet fleet, String text, Duration patience) {
        try (Bus bus = new Bus(Topic.DESIRED_STATE, fleet.site())) {
            await().atMost(patience)
                    .untilAsserted(() -> assertThat(bus.records())
                            .anySatisfy(published -> assertThat(new String(published.value(), StandardCharsets.UTF_8))
                                    .contains(text)));
        }
    }

    private int waiting(String site) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM outbox WHERE site = '" + site + "'")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
