package dev.lvsfleet.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A service that is edited all the time while it serves. */
@Tag("lab")
class EditsUnderLoadIT {

    private static final String NAME = "edits";
    private static final String VIP = "192.168.148.182";
    private static final int EDITS = 500;

    /** After so many edits the director is awaited, so that it applies many states and not only the last. */
    private static final int AT_ONCE = 25;

    @RegisterExtension
    static final SharedLab SHARED = new SharedLab();

    private Operator operator;

    @BeforeEach
    void begin() throws IOException, InterruptedException {
        operator = new Operator(SHARED.lab());
        operator.delete(NAME);
        operator.create("""
                {"name": "edits", "group": "edge", "address": "192.168.148.182", "port": 80, "scheduler": "wrr",
                 "forwarding": "dr", "drainTimeout": "1m",
                 "realServers": [{"address": "192.168.148.132", "port": 80}, {"address": "192.168.148.133", "port": 80}]}
                """);
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        operator.delete(NAME);
        operator.close();
    }

    @Test
    void fiveHundredRandomEditsUnderLoadFailNoRequest() throws Exception {
        long seed = Instant.now().toEpochMilli();
        RandomEdit edit = new RandomEdit(new SplittableRandom(seed), List.of("192.168.148.132", "192.168.148.133"));
        Instant begun = Instant.now();
        String said;
        try (WebLoad load = WebLoad.begin(SHARED.lab(), "http://" + VIP + "/health_check")) {
            for (int count = 1; count <= EDITS; count++) {
                long revision = operator.put(NAME, edit::apply);
                if (count % AT_ONCE == 0) {
                    operator.awaitApplied(revision);
                }
            }
            said = load.end();
        }
        System.out.printf(
                "%d edits in %d s, seed %d%n%s%n",
                EDITS, Duration.between(begun, Instant.now()).toSeconds(), seed, said);
        assertThat(said)
                .as("seed %d", seed)
                .contains("requests in")
                .doesNotContain("Socket errors")
                .doesNotContain("Non-2xx");
    }
}
