package dev.lvsfleet.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.lvsfleet.contract.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** PostgreSQL stopped and started again under a running control plane. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@Tag("integration")
class DatabaseAwayIT {

    private static final String SERVICES = "/api/v1/virtual-services";

    @Test
    void withoutPostgresEveryRequestIsRefusedSoonAndAllRecoversByItself() throws IOException {
        Fleet fleet = Fleet.create();
        String name = "web-" + fleet.site();
        RealServices.stopPostgres();
        try {
            refusedSoon(() -> Fleet.post(SERVICES, fleet.service(name, 3)));
            refusedSoon(() -> Fleet.get(SERVICES));
            refusedSoon(() -> Fleet.get("/api/v1/events"));
            RestAssured.get("/q/health/ready").then().statusCode(503);
        } finally {
            RealServices.startPostgres();
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
        Fleet.get(SERVICES + "/" + name).then().statusCode(404);
        Fleet.post(SERVICES, fleet.service(name, 3)).then().statusCode(201);
        try (Bus bus = new Bus(Topic.DESIRED_STATE, fleet.site())) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(bus.records())
                            .anySatisfy(published -> assertThat(new String(published.value(), StandardCharsets.UTF_8))
                                    .contains(name)));
        }
    }

    private interface Request {
        Response send();
    }

    private static void refusedSoon(Request request) {
        long before = System.nanoTime();
        request.send()
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", notNullValue())
                .body("type", equalTo("urn:lvsfleet:problem:unavailable"))
                .body("detail", containsString("PostgreSQL"));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    }
}
