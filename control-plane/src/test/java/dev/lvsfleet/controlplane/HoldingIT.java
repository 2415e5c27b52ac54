package dev.lvsfleet.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** That several directors hold one address at once is refused from every side, unless it is stated. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@Tag("integration")
class HoldingIT {

    private static final String SERVICES = "/api/v1/virtual-services";
    private static final String DIRECTORS = "/api/v1/directors";
    private static final String ROUTERS = "/api/v1/virtual-routers";
    private static final String GROUPS = "/api/v1/director-groups/";

    private Fleet fleet = new Fleet("", "", "");
    private String second = "";
    private String web = "";

    @BeforeEach
    void aSingleDirector() {
        fleet = Fleet.create();
        second = fleet.director() + "-b";
        web = "web-" + fleet.site();
    }

    @Test
    void aServiceOfAPairIsCreatedWhereAVirtualRouterHasItsAddress() {
        Fleet.post(DIRECTORS, director(fleet.group())).then().statusCode(201);
        long before = revision();

        refused(Fleet.post(SERVICES, fleet.service(web, 1)), "address");
        Fleet.get(SERVICES + "/" + web).then().statusCode(404);
        assertThat(revision()).isEqualTo(before);

        Fleet.post(ROUTERS, router()).then().statusCode(201);
        Fleet.post(SERVICES, fleet.service(web, 1)).then().statusCode(201);
        refused(Fleet.put(SERVICES + "/" + web, "*", fleet.service(web, 1).replace(".161", ".162")), "address");
        refused(Fleet.post(SERVICES, """
                        {'name':'%s-marked','group':'%s','firewallMark':7,'family':'ipv4','scheduler':'wrr','forwarding':'dr',
                         'addresses':['192.168.148.161','192.168.148.163'],
                         'realServers':[{'address':'192.168.148.132'}]}
                        """.formatted(web, fleet.group())), "addresses[1]");
    }

    @Test
    void aServiceMovesToAPairThatElectsItsAddress() {
        Fleet.post(SERVICES, fleet.service(web, 1)).then().statusCode(201);
        String pair = "pair-" + fleet.site();
        Fleet.post("/api/v1/director-groups", "{'name':'%s','site':'%s'}".formatted(pair, fleet.site()))
                .then()
                .statusCode(201)
                .body("addresses", equalTo("elected"));
        Fleet.post(DIRECTORS, director(pair)).then().statusCode(201);
        Fleet.post(DIRECTORS, director(pair).replace(second, second + "b"))
                .then()
                .statusCode(201);

        refused(Fleet.put(SERVICES + "/" + web, "*", fleet.service(web, 1).replace(fleet.group(), pair)), "address");
        Fleet.get(SERVICES + "/" + web).then().body("group", equalTo(fleet.group()));
    }

    @Test
    void aSecondDirectorComesWhenTheAddressesOfTheFirstAreElected() {
        Fleet other = Fleet.create();
        Fleet.post(SERVICES, fleet.service(web, 1)).then().statusCode(201);

        refused(Fleet.post(DIRECTORS, director(fleet.group())), "group");
        Fleet.get(DIRECTORS + "/" + second).then().statusCode(404);
        refused(
                Fleet.put(
                        DIRECTORS + "/" + other.director(),
                        "*",
                        "{'group':'%s','networkInterface':'eth0'}".formatted(fleet.group())),
                "group");
        Fleet.get(DIRECTORS + "/" + other.director()).then().body("group", equalTo(other.group()));

        Fleet.post(ROUTERS, router()).then().statusCode(201);
        Fleet.post(DIRECTORS, director(fleet.group())).then().statusCode(201);
        refused(Fleet.put(ROUTERS + "/guide-" + fleet.site(), "*", router().replace(".161", ".164")), "addresses");
        refused(Fleet.authorized().delete(ROUTERS + "/guide-" + fleet.site()), "addresses");
    }

    @Test
    void whatEverybodyHoldsIsStated() {
        Fleet.post(SERVICES, fleet.service(web, 1)).then().statusCode(201);
        String path = GROUPS + fleet.group();
        Fleet.put(path, "*", "{'site':'%s','addresses':'some'}".formatted(fleet.site()))
                .then()
                .statusCode(400)
                .body("errors.field", contains("addresses"));
        long before = revision();

        fleet.everywhere();

        Fleet.get(path).then().body("addresses", equalTo("everywhere"));
        assertThat(revision()).as("no document says it").isEqualTo(before);
        Fleet.post(DIRECTORS, director(fleet.group())).then().statusCode(201);
        Fleet.post(SERVICES, fleet.service(web + "-2", 1).replace(".161", ".165"))
                .then()
                .statusCode(201);
        refused(Fleet.put(path, "*", "{'site':'%s'}".formatted(fleet.site())), "addresses");
        Fleet.get(path).then().body("addresses", equalTo("everywhere"));
    }

    private void refused(Response answer, String field) {
        answer.then()
                .statusCode(409)
                .body("errors.field", contains(field))
                .body("detail", containsString(web))
                .body("detail", containsString("Make a virtual router that has it first"))
                .body("detail", containsString("state \"addresses\": \"everywhere\""));
    }

    private long revision() {
        return Fleet.get(GROUPS + fleet.group()).jsonPath().getLong("revision");
    }

    private String director(String group) {
        return "{'name':'%s','group':'%s','networkInterface':'eth0'}".formatted(second, group);
    }

    private String router() {
        return """
                {'name':'guide-%s','group':'%s','vrid':51,'addresses':['192.168.148.161'],
                 'members':[{'director':'%s','priority':100,'source':'192.168.148.130'}]}
                """.formatted(fleet.site(), fleet.group(), fleet.director());
    }
}
