package dev.lvsfleet.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A service that is edited all the time while it serves. */
@Tag("lab")
@Order(SharedLab.ONE_DIRECTOR)
class EditsUnderLoadIT {

    private static final String NAME = "edits";
    private static final String VIP = "192.168.148.182";
    private static final int EDITS = 500;

    /** After so many edits the director is awaited, so that it applies many states and not only the last. */
    private static final int CHANGES = 200;

    private static final int AT_ONCE = 25;
    private static final List<String> REAL_SERVERS = List.of("192.168.148.132", "192.168.148.133");

    /** What wrk says of a connection that was refused is "read". */
    private static final Pattern ERRORS = Pattern.compile("Socket errors: connect (\\d+), read (\\d+)");

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

    /** The scheduler is set when it is quiet, as docs/pools.md says; all else changes while clients come and go. */
    @Test
    void fiveHundredRandomEditsUnderLoadFailNoRequest() throws Exception {
        long seed = Instant.now().toEpochMilli();
        SplittableRandom random = new SplittableRandom(seed);
        for (String scheduler : RandomEdit.SCHEDULERS) {
            RandomEdit edit = new RandomEdit(random, REAL_SERVERS, List.of(scheduler));
            operator.awaitApplied(operator.put(NAME, edit::apply));

            String said = underLoad(edit, EDITS / RandomEdit.SCHEDULERS.size() + 1);

            System.out.printf("%s, seed %d%n%s%n", scheduler, seed, said);
            assertThat(said)
                    .as("%s, seed %d", scheduler, seed)
                    .contains("requests in")
                    .doesNotContain("Socket errors")
                    .doesNotContain("Non-2xx");
        }
    }

    /** In the instant in which the kernel has neither the old one nor the new one; on several processors that is longer. */
    @Test
    void aChangeOfTheSchedulerRefusesNewConnectionsForAnInstantAndNoOther() throws Exception {
        long seed = Instant.now().toEpochMilli();
        RandomEdit edit = new RandomEdit(new SplittableRandom(seed), REAL_SERVERS, RandomEdit.SCHEDULERS);

        String said = underLoad(edit, CHANGES);

        System.out.printf("schedulers too, seed %d%n%s%n", seed, said);
        Matcher errors = ERRORS.matcher(said);
        int refused = errors.find() ? Integer.parseInt(errors.group(1)) + Integer.parseInt(errors.group(2)) : 0;
        assertThat(said)
                .as("seed %d", seed)
                .contains("requests in")
                .doesNotContain("Non-2xx")
                .doesNotContainPattern("timeout [1-9]");
        assertThat(refused).as("seed %d", seed).isLessThan(CHANGES / 10);
    }

    private String underLoad(RandomEdit edit, int edits) throws Exception {
        try (WebLoad load = WebLoad.begin(SHARED.lab(), "http://" + VIP + "/health_check")) {
            for (int count = 1; count <= edits; count++) {
                long revision = operator.put(NAME, edit::apply);
                if (count % AT_ONCE == 0 || count == edits) {
                    operator.awaitApplied(revision);
                }
            }
            return load.end();
        }
    }
}
