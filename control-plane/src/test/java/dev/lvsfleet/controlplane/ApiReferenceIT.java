package dev.lvsfleet.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The reference's own requests: whoever copies them into a shell gets what it says. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@Tag("integration")
class ApiReferenceIT {

    private static final Pattern REQUEST = Pattern.compile("curl [^\n]*\\$API(/[a-z-]+) -d '([^']*)'");

    @Test
    void itsRequestsWorkAsTheyStandOneAfterTheOther() throws IOException {
        List<String> paths = new ArrayList<>();
        for (MatchResult request : requests()) {
            Fleet.post("/api/v1" + request.group(1), request.group(2)).then().statusCode(201);
            paths.add(request.group(1));
        }
        assertThat(paths).containsExactly("/sites", "/director-groups", "/directors", "/virtual-services");
    }

    private static List<MatchResult> requests() throws IOException {
        return REQUEST.matcher(Files.readString(Path.of("..", "docs", "api.md")))
                .results()
                .toList();
    }
}
