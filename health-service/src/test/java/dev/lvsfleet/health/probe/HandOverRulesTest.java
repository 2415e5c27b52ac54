package dev.lvsfleet.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.contract.CheckTiming;
import dev.lvsfleet.contract.HealthCheck;
import dev.lvsfleet.contract.ProbeTarget;
import dev.lvsfleet.health.judgement.State;
import dev.lvsfleet.health.judgement.Tick;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HandOverRulesTest {

    private static final CheckTiming OLD = timing(6);
    private static final CheckTiming NEW = timing(3600);

    private static final ProbeTarget HEIR = target("new", "192.0.2.1", 80, http("/ok", 200, NEW));

    @Test
    void anEditedTimingTakesOverTheStandingJudgement() {
        Watched old = watched(target("old", "192.0.2.1", 80, http("/ok", 200, OLD)), new State.Down(), 1);

        assertThat(HandOverRules.predecessor(HEIR, List.of(old))).contains(old);
    }

    @Test
    void anotherQuestionIsNoPredecessor() {
        assertThat(List.of(
                        target("address", "192.0.2.2", 80, http("/ok", 200, OLD)),
                        target("port", "192.0.2.1", 81, http("/ok", 200, OLD)),
                        target("path", "192.0.2.1", 80, http("/", 200, OLD)),
                        target("status", "192.0.2.1", 80, http("/ok", 204, OLD)),
                        target("host", "192.0.2.1", 80, new HealthCheck.Http("/ok", 200, "shop.example", OLD)),
                        target("kind", "192.0.2.1", 80, new HealthCheck.Tcp(OLD))))
                .noneMatch(other -> HandOverRules.asksTheSame(other, HEIR));
    }

    @Test
    void tcpChecksOfOneAddressAndPortAskTheSame() {
        assertThat(HandOverRules.asksTheSame(
                        target("old", "2001:db8::1", 80, new HealthCheck.Tcp(OLD)),
                        target("new", "2001:db8::1", 80, new HealthCheck.Tcp(NEW))))
                .isTrue();
    }

    @Test
    void aTargetNobodyHasJudgedHasNothingToHandOver() {
        Watched old = watched(target("old", "192.0.2.1", 80, http("/ok", 200, OLD)), new State.Unknown(), 1);

        assertThat(HandOverRules.predecessor(HEIR, List.of(old))).isEmpty();
    }

    @Test
    void ofSeveralTheNewestJudgementCounts() {
        Watched older = watched(target("older", "192.0.2.1", 80, http("/ok", 200, timing(1))), new State.Up(), 1);
        Watched newer = watched(target("newer", "192.0.2.1", 80, http("/ok", 200, timing(2))), new State.Down(), 2);

        assertThat(HandOverRules.predecessor(HEIR, List.of(newer, older))).contains(newer);
    }

    private static Watched watched(ProbeTarget target, State state, long since) {
        return new Watched(target, 0, 1, state, Instant.ofEpochSecond(since), Optional.empty(), new Tick(0));
    }

    private static ProbeTarget target(String id, String address, int port, HealthCheck check) {
        return new ProbeTarget(ProbeTarget.SCHEMA, id, InetAddress.ofLiteral(address), port, check);
    }

    private static HealthCheck http(String path, int status, CheckTiming timing) {
        return new HealthCheck.Http(path, status, null, timing);
    }

    private static CheckTiming timing(int seconds) {
        return new CheckTiming(Duration.ofSeconds(seconds), Duration.ofSeconds(1), 2, Duration.ofSeconds(1));
    }
}
