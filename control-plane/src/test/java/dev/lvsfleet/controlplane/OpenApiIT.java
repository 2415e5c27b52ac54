package dev.lvsfleet.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The served description against the served API: a range or path that only one of the two knows fails here. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@Tag("integration")
class OpenApiIT {

    private static final String SERVICES = "/api/v1/virtual-services";

    private JsonNode document = new ObjectMapper().createObjectNode();

    @BeforeEach
    void readTheDocument() throws JsonProcessingException {
        document = new ObjectMapper()
                .readTree(RestAssured.get("/q/openapi?format=json")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString());
    }

    @Test
    void itNamesTheEntitiesTheProblemAndTheToken() {
        assertThat(document.at("/components/schemas").fieldNames())
                .toIterable()
                .contains(
                        "Site", "DirectorGroup", "Director", "VirtualService", "RealServer", "HealthCheck", "Problem");
        assertThat(document.at("/components/schemas").fieldNames())
                .toIterable()
                .contains("VirtualRouter", "Election", "Address", "Persistence", "Tunnel", "Quorum", "SlowStart");
        assertThat(document.at("/components/securitySchemes/token/scheme").asText())
                .isEqualTo("bearer");
        assertThat(document.at("/security/0").has("token")).isTrue();
    }

    @Test
    void everyPathIsServedWithExactlyTheseMethods() {
        assertThat(document.get("paths").properties()).hasSize(17);
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            String url = path.getKey().replace("{name}", "nobody-is-called-this");
            for (String method : List.of("get", "post", "put", "delete", "patch")) {
                Response answer =
                        Fleet.authorized().contentType("application/json").request(method, url);
                assertThat(answer.statusCode() == 405)
                        .as("%s %s: %d", method, url, answer.statusCode())
                        .isNotEqualTo(path.getValue().has(method));
                if (answer.statusCode() == 405) {
                    assertThat(answer.header("Allow").split(", "))
                            .as("Allow at %s", url)
                            .containsExactlyInAnyOrderElementsOf(taken(path.getValue()));
                }
            }
        }
    }

    /** What is described, and what HTTP adds to it. */
    private static List<String> taken(JsonNode path) {
        return Stream.concat(
                        Stream.of("GET", "POST", "PUT", "DELETE")
                                .filter(method -> path.has(method.toLowerCase(Locale.ROOT))),
                        path.has("get") ? Stream.of("HEAD", "OPTIONS") : Stream.of("OPTIONS"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "VirtualService, port, port",
        "RealServer, port, realServers[0].port",
        "RealServer, weight, realServers[0].weight",
        "RealServer, upperThreshold, realServers[0].upperThreshold",
        "RealServer, lowerThreshold, realServers[0].lowerThreshold",
        "VirtualService, firewallMark, firewallMark",
        "VirtualService, ejectionLimit, ejectionLimit",
        "Persistence, prefix, persistence.prefix",
        "Tunnel, port, tunnel.port",
        "Quorum, up, quorum.up",
        "Quorum, hysteresis, quorum.hysteresis",
        "SlowStart, steps, slowStart.steps",
        "HealthCheck, port, healthCheck.port",
        "HealthCheck, statusCode, healthCheck.statusCode",
        "HealthCheck, retry, healthCheck.retry"
    })
    void theRangesInItAreTheOnesThatHold(String schema, String property, String field) throws JsonProcessingException {
        JsonNode range = document.at("/components/schemas/" + schema + "/properties/" + property);
        long minimum = range.get("minimum").asLong();
        long maximum = range.get("maximum").asLong();
        assertThat(refuses(field, minimum)).isFalse();
        assertThat(refuses(field, maximum)).isFalse();
        assertThat(refuses(field, minimum - 1)).isTrue();
        assertThat(refuses(field, maximum + 1)).isTrue();
    }

    /** Every body is refused for its unknown group, so nothing is stored; what counts is whether the field is blamed. */
    private static boolean refuses(String field, long value) throws JsonProcessingException {
        JsonNode body = new ObjectMapper().readTree(Fleet.json("""
                {'name':'no-group','group':'Nobody','address':'192.0.2.1','port':80,'scheduler':'rr','forwarding':'nat',
                 'realServers':[{'address':'192.0.2.9','port':80}],'persistence':{},'tunnel':{'type':'gue'},
                 'quorum':{},'slowStart':{'duration':'1m'},'healthCheck':{'type':'http'}}
                """));
        JsonPointer at =
                JsonPointer.compile("/" + field.replaceAll("[.\\[]", "/").replace("]", ""));
        ((ObjectNode) body.at(at.head())).put(at.last().getMatchingProperty(), value);
        return Fleet.post(SERVICES, body.toString())
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("group"))
                .extract()
                .jsonPath()
                .getList("errors.field")
                .contains(field);
    }
}
