package dev.lvsfleet.agent.baseline;

import static dev.lvsfleet.agent.testing.Documents.VIP;
import static dev.lvsfleet.agent.testing.Documents.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.PoolPolicy;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.Quorum;
import dev.lvsfleet.contract.Scheduler;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.contract.WhenDown;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GraceTest {

    private static final Duration LEAST = Duration.ofMinutes(5);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final DesiredState EMPTY = state(2);
    private static final long START = Long.MAX_VALUE - 5; // nanoTime may wrap around

    private static final Baseline WITH = aim("ip_vs", "ip_vs_rr");
    private static final Baseline WITHOUT = aim("ip_vs");
    private static final Baseline OTHER = aim("ip_vs", "ip_vs_wrr");

    private static Baseline aim(String... modules) {
        return new Baseline(List.of(modules), List.of(), List.of(), Set.of(), Optional.empty());
    }

    private static DesiredState draining(Duration timeout) {
        return state(
                1,
                new DesiredService(
                        "web",
                        new ServiceEndpoint.Address(Protocol.TCP, VIP, 80),
                        Scheduler.RR,
                        Set.of(),
                        null,
                        List.of(),
                        List.of(),
                        new PoolPolicy(WhenDown.REMOVE, 100, new Quorum(1, 0), null, timeout)));
    }

    private static long after(Duration time) {
        return START + time.toNanos();
    }

    @Test
    void withoutDrainsItLastsAsLongAsASilentFlow() {
        Grace grace = Grace.starting(Duration.ZERO, START).next(WITHOUT, EMPTY, LEAST, START);

        assertThat(grace.withdrawal(after(LEAST) - 1)).isEqualTo(Withdrawal.NOT_YET);
        assertThat(grace.withdrawal(after(LEAST))).isEqualTo(Withdrawal.WHEN_UNUSED);
    }

    @Test
    void aDrainOfTheDocumentBeforeIsWaitedFor() {
        Grace grace = Grace.starting(Duration.ZERO, START)
                .next(WITH, draining(HOUR), LEAST, START)
                .next(WITHOUT, EMPTY, LEAST, after(LEAST));

        assertThat(grace.withdrawal(after(HOUR))).isEqualTo(Withdrawal.NOT_YET);
        assertThat(grace.withdrawal(after(HOUR.plus(LEAST)))).isEqualTo(Withdrawal.WHEN_UNUSED);
    }

    @Test
    void alsoThroughDocumentsThatDrainNothing() {
        Grace grace = Grace.starting(Duration.ZERO, START)
                .next(WITH, draining(HOUR), LEAST, START)
                .next(WITHOUT, EMPTY, LEAST, after(LEAST))
                .next(OTHER, EMPTY, LEAST, after(LEAST.multipliedBy(2)));

        assertThat(grace.withdrawal(after(HOUR))).isEqualTo(Withdrawal.NOT_YET);
    }

    @Test
    void aDrainThatAnEarlierRunBeganIsWaitedFor() {
        Grace grace = Grace.starting(HOUR, START).next(WITHOUT, EMPTY, LEAST, START);

        assertThat(grace.withdrawal(after(HOUR) - 1)).isEqualTo(Withdrawal.NOT_YET);
    }

    @Test
    void theSameAimAgainPutsNothingOff() {
        Grace grace = Grace.starting(Duration.ZERO, START)
                .next(WITHOUT, EMPTY, LEAST, START)
                .next(WITHOUT, EMPTY, LEAST, after(LEAST));

        assertThat(grace.withdrawal(after(LEAST))).isEqualTo(Withdrawal.WHEN_UNUSED);
    }
}
