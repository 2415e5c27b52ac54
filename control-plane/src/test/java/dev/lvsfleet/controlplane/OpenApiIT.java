package dev.lvsfleet.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.Map;
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
        assertThat(document.at("/components/securitySchemes/token/scheme").asText())
                .isEqualTo("bearer");
        assertThat(document.at("/security/0").has("token")).isTrue();
    }

    @Test
    void everyPathIsServedWithExactlyTheseMethods() {
        assertThat(document.get("paths").properties()).hasSize(9);
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            String url = path.getKey().replace("{name}", "nobody-is-called-this");
            for (String method : new String[] {"get", "post", "put", "delete"}) {
                int status = Fleet.authorized()
                        .contentType("application/json")
                        .request(method, url)
                        .statusCode();
                assertThat(status == 405)
                        .as("%s %s: %d", method, url, status)
                        .isNotEqualTo(path.getValue().has(method));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "VirtualService, port, port",
        "RealServer, port, realServers[0].port",
        "RealServer, weight, realServers[0].weight",
        "RealServer, upperThreshold, realServers[0].upperThreshold",
        "RealServer, lowerThreshold, realServers[0].lowerThreshold",
        "HealthCheck, statusCode, healthCheck.statusCode",
        "HealthCheck, retry, healthCheck.retry"
    })
    void theRangesInItAreTheOnesThatHold(String schema, String property, String field) {
        JsonNode range = document.at("/components/schemas/" + schema + "/properties/" + property);
        long minimum = range.get("minimum").asLong();
        long maximum = range.get("maximum").asLong();
        assertThat(refuses(schema, property, field, minimum)).isFalse();
        assertThat(refuses(schema, property, field, maximum)).isFalse();
        assertThat(refuses(schema, property, field, minimum - 1)).isTrue();
        assertThat(refuses(schema, property, field, maximum + 1)).isTrue();
    }

    /** Every body is refused for its unknown group, so nothing is stored; what counts is whether the field is blamed. */
    private static boolean refuses(String schema, String property, String field, long value) {
        boolean lower = property.equals("lowerThreshold");
        String server = "{'address':'192.0.2.9'" + (property.equals("port") ? "" : ",'port':80")
                + (lower ? ",'upperThreshold':2147483647" : "")
                + (schema.equals("RealServer") ? ",'" + property + "':" + value : "") + "}";
        String check = "{'type':'http'" + (schema.equals("HealthCheck") ? ",'" + property + "':" + value : "") + "}";
        String body =
                "{'name':'no-group','group':'Nobody','address':'192.0.2.1','scheduler':'rr','forwarding':'nat','port':"
                        + (schema.equals("VirtualService") ? value : 80) + ",'realServers':["
                        + (schema.equals("VirtualService") ? "" : server) + "],'healthCheck':" + check + "}";
        return Fleet.post(SERVICES, body)
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("group"))
                .extract()
                .jsonPath()
                .getList("errors.field")
                .contains(field);
    }
}
