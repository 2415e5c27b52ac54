package dev.lvsfleet.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@Tag("integration")
class VersionIT {

    private static final String SERVICES = "/api/v1/virtual-services";

    @Inject
    DataSource database;

    @Test
    void aReplacementNeedsTheVersionThatWasRead() {
        Fleet fleet = Fleet.create();
        String name = "web-" + fleet.site();
        Response created = Fleet.post(SERVICES, fleet.service(name, 1));
        created.then().statusCode(201).header("Location", containsString(SERVICES + "/" + name));
        String first = created.header("ETag");
        String path = SERVICES + "/" + name;
        Fleet.get(path).then().header("ETag", equalTo(first)).body("realServers[0].weight", equalTo(1));

        Fleet.authorized()
                .contentType("application/json")
                .body(Fleet.json(fleet.service(name, 2)))
                .put(path)
                .then()
                .statusCode(428);
        Response replaced = Fleet.put(path, first, fleet.service(name, 3));
        replaced.then().statusCode(200).body("realServers[0].weight", equalTo(3));
        assertThat(replaced.header("ETag")).isNotEqualTo(first);
        Fleet.put(path, first, fleet.service(name, 4)).then().statusCode(412).contentType("application/problem+json");
        for (String unquoted : List.of(first.replace("\"", ""), "W/" + first)) {
            Fleet.put(path, unquoted, fleet.service(name, 4))
                    .then()
                    .statusCode(400)
                    .body("detail", startsWith("If-Match must be a quoted tag, like \"9\""));
        }
        Fleet.put(path, "*", fleet.service(name, 5)).then().statusCode(200);
        Fleet.get(path).then().body("realServers[0].weight", equalTo(5)).body("revision", greaterThan(0));
    }

    @Test
    void whatWasReadCanBePutBackAsItIs() {
        Fleet fleet = Fleet.create();
        Fleet.post(SERVICES, fleet.service("web-" + fleet.site(), 1)).then().statusCode(201);
        for (String path : List.of(
                "/api/v1/sites/" + fleet.site(),
                "/api/v1/director-groups/" + fleet.group(),
                "/api/v1/directors/" + fleet.director(),
                SERVICES + "/web-" + fleet.site())) {
            Response read = Fleet.get(path);
            String body = read.asString();
            Fleet.put(path, read.header("ETag"), body).then().statusCode(200);
            Fleet.put(path, "*", body.replace("\"version\"", "\"Version\""))
                    .then()
                    .statusCode(400)
                    .body("errors.field", equalTo(List.of("Version")));
        }
        Fleet.put(
                        "/api/v1/directors/" + fleet.director(),
                        "*",
                        "{'group':'%s','networkInterface':'eth0','lastReport':{'outcome':'failed'}}"
                                .formatted(fleet.group()))
                .then()
                .statusCode(200)
                .body("lastReport", nullValue());
    }

    @Test
    void theSameEndpointTwiceInOneGroupIsAConflict() {
        Fleet fleet = Fleet.create();
        Fleet.post(SERVICES, fleet.service("first-" + fleet.site(), 1)).then().statusCode(201);
        Fleet.post(SERVICES, fleet.service("second-" + fleet.site(), 1))
                .then()
                .statusCode(409)
                .body("detail", containsString("first-" + fleet.site()));
        Fleet.post(SERVICES, fleet.service("first-" + fleet.site(), 1)).then().statusCode(409);
    }

    /** The directors hold every virtual address of their group: what is forwarded to one never leaves them. */
    @Test
    void aVirtualAddressThatIsAnotherServicesRealServerIsAConflict() {
        Fleet fleet = Fleet.create();
        String web = "web-" + fleet.site();
        Fleet.post(SERVICES, withFallback(fleet.service(web, 1))).then().statusCode(201);
        for (String taken : List.of("192.168.148.133", "192.168.148.9")) {
            String other = fleet.service("other-" + fleet.site(), 1)
                    .replace("192.168.148.133", "192.168.148.200")
                    .replace("192.168.148.161", taken);
            Fleet.post(SERVICES, other)
                    .then()
                    .statusCode(409)
                    .body("errors.field", equalTo(List.of("address")))
                    .body("detail", startsWith(taken + " is a real server of " + web));
            Fleet.post(SERVICES, marked(fleet, "192.0.2.9", taken))
                    .then()
                    .statusCode(409)
                    .body("errors.field", equalTo(List.of("addresses[1]")))
                    .body("detail", containsString(web));
        }
    }

    @Test
    void aRealServerThatIsAVirtualAddressOfTheGroupIsAConflict() {
        Fleet fleet = Fleet.create();
        String web = "web-" + fleet.site();
        Fleet.post(SERVICES, fleet.service("other-" + fleet.site(), 1).replace("161", "162"))
                .then()
                .statusCode(201);
        Fleet.post(SERVICES, marked(fleet, "192.0.2.1", "192.0.2.2")).then().statusCode(201);
        Fleet.post(SERVICES, withFallback(fleet.service(web, 1))).then().statusCode(201);
        Fleet.put(SERVICES + "/" + web, "*", fleet.service(web, 1).replace("192.168.148.133", "192.168.148.162"))
                .then()
                .statusCode(409)
                .body("errors.field", equalTo(List.of("realServers[1].address")))
                .body("detail", startsWith("192.168.148.162 is a virtual address of other-" + fleet.site()));
        Fleet.put(SERVICES + "/" + web, "*", withFallback(fleet.service(web, 1)).replace("192.168.148.9", "192.0.2.2"))
                .then()
                .statusCode(409)
                .body("errors.field", equalTo(List.of("fallback[0].address")))
                .body("detail", startsWith("192.0.2.2 is a virtual address of marked-" + fleet.site()));
        Fleet elsewhere = Fleet.create();
        Fleet.post(
                        SERVICES,
                        elsewhere.service("web-" + elsewhere.site(), 1).replace("192.168.148.133", "192.168.148.162"))
                .then()
                .statusCode(201);
    }

    private static String withFallback(String service) {
        return service.replace("'healthCheck'", "'fallback':[{'address':'192.168.148.9','port':80}],'healthCheck'");
    }

    private static String marked(Fleet fleet, String... addresses) {
        return """
                {'name':'marked-%s','group':'%s','firewallMark':7,'addresses':['%s'],'scheduler':'rr','forwarding':'dr'}
                """.formatted(fleet.site(), fleet.group(), String.join("','", addresses));
    }

    @Test
    void aGroupTakesTwoThousandServicesAndNoMore() throws SQLException {
        Fleet fleet = Fleet.create();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO virtual_service SELECT '" + fleet.site() + "-' || n, '" + fleet.group()
                    + "', '10.9.8.7', n, 'TCP', 'WRR', 'NAT', '[]', 0, NULL, 1 FROM generate_series(1001, 2999) n");
        }
        String last = fleet.service("last-" + fleet.site(), 1);
        Fleet.post(SERVICES, last).then().statusCode(201);
        Fleet.post(SERVICES, fleet.service("more-" + fleet.site(), 1).replace("161", "162"))
                .then()
                .statusCode(409)
                .body("errors.field", equalTo(List.of("group")))
                .body("detail", containsString("2000"));
        Fleet.put(SERVICES + "/last-" + fleet.site(), "*", last).then().statusCode(200);
    }

    @Test
    void whatIsStillReferredToIsNotDeleted() {
        Fleet fleet = Fleet.create();
        Fleet.authorized()
                .delete("/api/v1/sites/" + fleet.site())
                .then()
                .statusCode(409)
                .body("detail", containsString(fleet.group()));
        Fleet.authorized()
                .delete("/api/v1/director-groups/" + fleet.group())
                .then()
                .statusCode(409)
                .body("detail", containsString(fleet.director()));
        Fleet.authorized()
                .delete("/api/v1/directors/" + fleet.director())
                .then()
                .statusCode(204);
        Fleet.authorized()
                .delete("/api/v1/director-groups/" + fleet.group())
                .then()
                .statusCode(204);
        Fleet.authorized().delete("/api/v1/sites/" + fleet.site()).then().statusCode(204);
        Fleet.get("/api/v1/sites/" + fleet.site()).then().statusCode(404);
    }

    @Test
    void theLastDirectorOfAGroupThatServesIsNotDeleted() {
        Fleet fleet = Fleet.create().everywhere();
        String service = "web-" + fleet.site();
        String directors = "/api/v1/directors/";
        Fleet.post(SERVICES, fleet.service(service, 1)).then().statusCode(201);
        Fleet.authorized()
                .delete(directors + fleet.director())
                .then()
                .statusCode(409)
                .body("detail", containsString(service));
        Fleet.get(directors + fleet.director()).then().statusCode(200);

        Fleet.post(
                        "/api/v1/directors",
                        "{'name':'z%s','group':'%s','networkInterface':'eth0'}"
                                .formatted(fleet.director(), fleet.group()))
                .then()
                .statusCode(201);
        Fleet.authorized().delete(directors + fleet.director()).then().statusCode(204);
        Fleet.authorized().delete(directors + "z" + fleet.director()).then().statusCode(409);

        Fleet.authorized().delete(SERVICES + "/" + service).then().statusCode(200);
        Fleet.authorized().delete(directors + "z" + fleet.director()).then().statusCode(204);
    }

    @Test
    void aListIsPagedInTheOrderOfNames() {
        Fleet fleet = Fleet.create();
        for (int i = 0; i < 5; i++) {
            Fleet.post("/api/v1/director-groups", "{'name':'zz-page-%d','site':'%s'}".formatted(i, fleet.site()))
                    .then()
                    .statusCode(201);
        }
        Fleet.get("/api/v1/director-groups?limit=2&after=zz-page-")
                .then()
                .body("items.name[0]", equalTo("zz-page-0"))
                .body("next", equalTo("zz-page-1"));
        Fleet.get("/api/v1/director-groups?limit=2&after=zz-page-3")
                .then()
                .body("items.size()", equalTo(1))
                .body("next", nullValue());
    }

    @Test
    void aDirectorThatMovesTakesARevisionAboveBothGroups() {
        Fleet from = Fleet.create();
        Fleet to = Fleet.create();
        Response moved = Fleet.put(
                "/api/v1/directors/" + from.director(),
                "*",
                "{'group':'%s','networkInterface':'eth0'}".formatted(to.group()));
        moved.then().statusCode(200).body("group", equalTo(to.group())).body("appliedRevision", equalTo(0));
        int revision = moved.jsonPath().getInt("revision");
        Fleet.get("/api/v1/director-groups/" + to.group()).then().body("revision", equalTo(revision));
        assertThat(Fleet.get("/api/v1/director-groups/" + from.group())
                        .jsonPath()
                        .getInt("revision"))
                .isLessThan(revision);
    }

    @Test
    void whatIsOpenIsOpen() {
        RestAssured.get("/q/health").then().statusCode(200);
        RestAssured.get("/q/openapi").then().statusCode(200).body(containsString("/api/v1/virtual-services"));
        RestAssured.get("/q/metrics").then().statusCode(200).body(containsString("lvsfleet_outbox_depth"));
    }
}
