package dev.lvsfleet.controlplane.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.lvsfleet.controlplane.Fleet;
import dev.lvsfleet.controlplane.NothingStored;
import dev.lvsfleet.controlplane.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A path, a method or a parameter that is not known is a problem that says which, and leaves nothing behind. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@Tag("integration")
class BadTargetIT {

    private static final String SERVICES = "/api/v1/virtual-services";

    @Inject
    DataSource database;

    private @Nullable NothingStored guard;

    @BeforeEach
    void begin() {
        guard = NothingStored.from(database);
    }

    @AfterEach
    void nothingWasStoredOrIsAboutToBePublished() {
        Objects.requireNonNull(guard).check();
    }

    @Test
    void anUnknownPathAndAMethodThatIsNotTakenAreProblems() {
        Fleet.get("/api/v1/nothing")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", equalTo("Nothing is served at /api/v1/nothing."));
        Fleet.get(SERVICES + "/nobody").then().statusCode(404).body("detail", containsString("nobody"));
        Fleet.authorized()
                .patch(SERVICES)
                .then()
                .statusCode(405)
                .contentType("application/problem+json")
                .header("Allow", equalTo("GET, HEAD, OPTIONS, POST"))
                .body("detail", equalTo(SERVICES + " does not take PATCH; it takes GET, HEAD, OPTIONS and POST."));
        Fleet.get(SERVICES + "?limit=0")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("limit"))
                .body("detail", equalTo("limit: must be a whole number from 1 to 500, was '0'."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sites", "director-groups", "directors", "virtual-services", "events", "sites/nobody"})
    void aQueryParameterThatNothingReadsIsRefused(String path) {
        Fleet.get("/api/v1/" + path + "?colour=red&Limit=5")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.field", equalTo(List.of("Limit", "colour")));
        Fleet.get("/api/v1/" + path + "?colour=red")
                .then()
                .statusCode(400)
                .body("detail", equalTo("colour: is not a parameter here."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "virtual-services/a%00b",
                "directors/%00",
                "director-groups/a%00",
                "sites/a%0Ab",
                "sites?after=%00",
                "director-groups?after=a%00",
                "directors?after=%00",
                "virtual-services?after=%00b",
                "events?node=%00",
                "events?kind=a%00"
            })
    void textThatNothingCanHaveIsRefusedAndNotTakenForAnAbsentDatabase(String path) {
        Fleet.authorized()
                .urlEncodingEnabled(false)
                .get("/api/v1/" + path)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sites/%ED%A0%80", "sites/%FF", "sites/%F0%9F%90%A7", "events?node=%FF", "sites?after=%C0%80"})
    void strangeTextNeverMakesTheControlPlaneFail(String path) {
        int status = Fleet.authorized()
                .urlEncodingEnabled(false)
                .get("/api/v1/" + path)
                .statusCode();
        assertThat(status).isIn(200, 400, 404);
    }
}
