package dev.lvsfleet.agent.baseline;

import static dev.lvsfleet.agent.testing.Documents.VIP;
import static dev.lvsfleet.agent.testing.Documents.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.PoolPolicy;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.Quorum;
import dev.lvsfleet.contract.Scheduler;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.contract.WhenDown;
import dev.lvsfleet.linux.sysctl.SysctlKey;
import java.net.InetAddress;
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

    private static final DesiredAddress ONE = new DesiredAddress(VIP, 32, "lo");
    private static final DesiredAddress TWO = new DesiredAddress(InetAddress.ofLiteral("192.168.148.162"), 32, "lo");
    private static final Baseline WITH = aim(List.of("ip_forward", "forwarding"));
    private static final Baseline WITHOUT = aim(List.of("ip_forward"));
    private static final Baseline OTHER = aim(List.of("ip_forward", "other"));

    private static Baseline aim(List<String> settings, DesiredAddress... addresses) {
        return new Baseline(
                List.of(),
                settings.stream()
                        .map(it -> new Setting(SysctlKey.of("net", it), "1"))
                        .toList(),
                List.of(),
                Set.of(addresses),
                Optional.empty());
    }

    private static Withdrawal rest(Grace grace, long nowTick) {
        return grace.withdrawals(nowTick).rest();
    }

    private static Withdrawal address(Grace grace, DesiredAddress address, Duration time) {
        return grace.withdrawals(after(time)).of(address);
    }

    @Test
    void eachAddressCountsFromTheDocumentWithoutIt() {
        Duration minute = Duration.ofMinutes(1);
        Grace grace = Grace.starting(Duration.ZERO, START)
                .next(aim(List.of("a", "b"), ONE, TWO), EMPTY, LEAST, START)
                .next(aim(List.of("a"), TWO), EMPTY, LEAST, after(HOUR))
                .next(aim(List.of("a")), EMPTY, LEAST, after(HOUR.plus(minute)))
                .next(aim(List.of("a", "c")), EMPTY, LEAST, after(HOUR.plus(minute.multipliedBy(2))));

        Duration first = HOUR.plus(LEAST);
        assertThat(address(grace, ONE, first.minusNanos(1))).isEqualTo(Withdrawal.NOT_YET);
        assertThat(address(grace, ONE, first)).isEqualTo(Withdrawal.WHEN_UNUSED);
        assertThat(address(grace, TWO, first)).isEqualTo(Withdrawal.NOT_YET);
        assertThat(address(grace, TWO, first.plus(minute))).isEqualTo(Withdrawal.WHEN_UNUSED);
        assertThat(rest(grace, after(first) - 1)).isEqualTo(Withdrawal.NOT_YET);
        assertThat(rest(grace, after(first))).isEqualTo(Withdrawal.WHEN_UNUSED);
    }

    @Test
    void anAddressThatCameBackAndLeftAgainCountsFromTheSecondTime() {
        Grace grace = Grace.starting(Duration.ZERO, START)
                .next(aim(List.of(), ONE), EMPTY, LEAST, START)
                .next(aim(List.of()), EMPTY, LEAST, after(HOUR))
                .next(aim(List.of(), ONE), EMPTY, LEAST, after(HOUR.plusMinutes(4)))
                .next(aim(List.of()), EMPTY, LEAST, after(HOUR.plusMinutes(6)));

        assertThat(address(grace, ONE, HOUR.plusMinutes(6).plus(LEAST).minusNanos(1)))
                .isEqualTo(Withdrawal.NOT_YET);
        assertThat(address(grace, ONE, HOUR.plusMinutes(6).plus(LEAST))).isEqualTo(Withdrawal.WHEN_UNUSED);
    }

    @Test
    void whatAnEarlierRunLeftCountsFromTheStartOfThisOne() {
        Grace grace = Grace.starting(Duration.ZERO, START).next(aim(List.of(), TWO), EMPTY, LEAST, START);

        assertThat(address(grace, ONE, LEAST.minusNanos(1))).isEqualTo(Withdrawal.NOT_YET);
        assertThat(address(grace, ONE, LEAST)).isEqualTo(Withdrawal.WHEN_UNUSED);
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

        assertThat(rest(grace, after(LEAST) - 1)).isEqualTo(Withdrawal.NOT_YET);
        assertThat(rest(grace, after(LEAST))).isEqualTo(Withdrawal.WHEN_UNUSED);
    }

    @Test
    void aDrainOfTheDocumentBeforeIsWaitedFor() {
        Grace grace = Grace.starting(Duration.ZERO, START)
                .next(WITH, draining(HOUR), LEAST, START)
                .next(WITHOUT, EMPTY, LEAST, after(LEAST));

        assertThat(rest(grace, after(HOUR))).isEqualTo(Withdrawal.NOT_YET);
        assertThat(rest(grace, after(HOUR.plus(LEAST)))).isEqualTo(Withdrawal.WHEN_UNUSED);
    }

    @Test
    void alsoThroughDocumentsThatDrainNothing() {
        Grace grace = Grace.starting(Duration.ZERO, START)
                .next(WITH, draining(HOUR), LEAST, START)
                .next(WITHOUT, EMPTY, LEAST, after(LEAST))
                .next(OTHER, EMPTY, LEAST, after(LEAST.multipliedBy(2)));

        assertThat(rest(grace, after(HOUR))).isEqualTo(Withdrawal.NOT_YET);
    }

    @Test
    void aDrainThatAnEarlierRunBeganIsWaitedFor() {
        Grace grace = Grace.starting(HOUR, START).next(WITHOUT, EMPTY, LEAST, START);

        assertThat(rest(grace, after(HOUR) - 1)).isEqualTo(Withdrawal.NOT_YET);
    }

    @Test
    void theSameAimAgainPutsNothingOff() {
        Grace grace = Grace.starting(Duration.ZERO, START)
                .next(WITHOUT, EMPTY, LEAST, START)
                .next(WITHOUT, EMPTY, LEAST, after(LEAST));

        assertThat(rest(grace, after(LEAST))).isEqualTo(Withdrawal.WHEN_UNUSED);
    }
}
