package dev.lvsfleet.health.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.lvsfleet.contract.CheckTiming;
import dev.lvsfleet.contract.HealthCheck;
import dev.lvsfleet.health.judgement.Finding;
import dev.lvsfleet.health.judgement.HealthMachine;
import dev.lvsfleet.health.judgement.State;
import dev.lvsfleet.health.judgement.Tick;
import dev.lvsfleet.health.probe.Watched;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A target as an operator sees it.
 *
 * @param state unknown, presumed (what was judged before cannot be read yet), up, retrying (still up, but failing) or down
 * @param failures attempts failed in a row while it is still up
 * @param since when that state began
 * @param worstCaseDetection from its death to the verdict at most, should it connect and not answer
 * @param nextProbeInMillis until it is asked next; 0 while it is being asked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TargetView(
        String id,
        String address,
        int port,
        String check,
        String state,
        int failures,
        Instant since,
        Duration worstCaseDetection,
        @Nullable LastProbe lastProbe,
        long nextProbeInMillis) {

    /**
     * The newest attempt.
     *
     * @param outcome passed, failed, or blind when nothing was learned of the target
     * @param evidence what was seen
     */
    record LastProbe(Instant at, String outcome, String evidence, long tookMillis) {}

    static TargetView of(Watched watched, Tick now) {
        return new TargetView(
                watched.target().id(),
                watched.target().address().getHostAddress(),
                watched.target().port(),
                words(watched.target().check()),
                words(watched.state()),
                failures(watched.state()),
                watched.since(),
                worstCaseDetection(watched.target().check().timing()),
                watched.last().map(TargetView::lastProbe).orElse(null),
                Math.max(0, watched.nextProbe().since(now).toMillis()));
    }

    private static Duration worstCaseDetection(CheckTiming timing) {
        return HealthMachine.worstCaseDetection(timing, timing.connectTimeout().multipliedBy(2));
    }

    private static int failures(State state) {
        return switch (state) {
            case State.Retrying(int failures) -> failures;
            case State.Presumed(int failures) -> failures;
            case State.Unknown ignored -> 0;
            case State.Up ignored -> 0;
            case State.Down ignored -> 0;
        };
    }

    private static LastProbe lastProbe(Watched.LastProbe last) {
        return new LastProbe(
                last.at(),
                words(last.finding()),
                last.finding().evidence(),
                last.took().toMillis());
    }

    private static String words(HealthCheck check) {
        return switch (check) {
            case HealthCheck.Http http -> "GET " + http.path() + " is " + http.statusCode();
            case HealthCheck.Tcp ignored -> "connect";
        };
    }

    private static String words(State state) {
        return switch (state) {
            case State.Unknown ignored -> "unknown";
            case State.Presumed ignored -> "presumed";
            case State.Up ignored -> "up";
            case State.Retrying ignored -> "retrying";
            case State.Down ignored -> "down";
        };
    }

    private static String words(Finding finding) {
        return switch (finding) {
            case Finding.Passed ignored -> "passed";
            case Finding.Failed ignored -> "failed";
            case Finding.Blind ignored -> "blind";
        };
    }
}
