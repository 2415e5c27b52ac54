package dev.lvsfleet.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A table that ipvsadm saved, over HTTP. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@Tag("integration")
class ImportIT {

    private static final String IMPORT = "/api/v1/imports/ipvsadm";
    private static final String SAVED = """
            -A -t 192.0.2.1:80 -s wrr
            -a -t 192.0.2.1:80 -r 192.0.2.7:80 -g -w 3
            -A -f 7 -s rr
            -A -t 192.0.2.1:81 -s rr -o
            """;

    @Test
    void whatTheManifestSaysIsWhatTheApiTakes() throws Exception {
        Fleet fleet = Fleet.create();

        Response imported = post("?group=" + fleet.group(), SAVED);

        imported.then().statusCode(200).body("notCarried", hasSize(1)).body("notCarried[0].number", equalTo(4));
        JsonNode manifest = new ObjectMapper().readTree(imported.asString()).path("manifest");
        assertThat(manifest).hasSize(2);
        for (JsonNode item : manifest) {
            Fleet.post("/api/v1/virtual-services", item.path("spec").toString())
                    .then()
                    .statusCode(201);
        }
    }

    @Test
    void withoutAGroupThatCouldBeOneNothingIsRead() {
        post("", SAVED)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("group"))
                .body("detail", containsString("is required: the director group"));
        post("?group=Edge", SAVED).then().statusCode(400).body("errors[0].field", equalTo("group"));
        post("?group=nowhere", SAVED)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("group"))
                .body("errors[0].message", equalTo("There is no director group called nowhere."));
    }

    @Test
    void anAddressWithALeadingZeroIsNamedByItsLine() {
        Fleet fleet = Fleet.create();

        post("?group=" + fleet.group(), "-A -t 010.1.1.20:80 -s wrr\n")
                .then()
                .statusCode(200)
                .body("manifest", hasSize(0))
                .body("notCarried[0].number", equalTo(1))
                .body("notCarried[0].reason", containsString("without leading zeros"));
    }

    @Test
    void onlyTextOfABearableSizeIsRead() {
        Fleet.authorized()
                .contentType("application/json")
                .body("{}")
                .post(IMPORT + "?group=edge")
                .then()
                .statusCode(415)
                .body("detail", equalTo("Send the body with Content-Type: text/plain."));
        Fleet.authorized()
                .contentType("text/plain")
                .body("{}")
                .post("/api/v1/sites")
                .then()
                .statusCode(415)
                .body("detail", equalTo("Send the body with Content-Type: application/json."));
        post("?group=edge", "#".repeat((1 << 20) + 1)).then().statusCode(413);
        post("?group=edge", "\0").then().statusCode(400).body("detail", containsString("NUL"));
    }

    private static Response post(String query, String text) {
        return Fleet.authorized().contentType("text/plain").body(text).post(IMPORT + query);
    }
}
