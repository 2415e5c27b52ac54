package dev.lvsfleet.controlplane.virtualrouter;

import static dev.lvsfleet.controlplane.testing.Routers.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.controlplane.testing.Routers;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VirtualRouterRulesTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    static Stream<Arguments> sound() {
        return Stream.of(
                Arguments.of("the guide's", guide()),
                Arguments.of("the guide's, as it is written there", guide().preempt(false, Duration.ZERO)),
                Arguments.of("version 2", guide().version2("12345678").every(Duration.ofSeconds(255))),
                Arguments.of("the shortest interval", guide().every(Duration.ofMillis(10))),
                Arguments.of("the longest interval", guide().every(Duration.ofMillis(40_950))),
                Arguments.of("one alone", guide().by(member("director-1", 1, "192.168.148.130"))),
                Arguments.of(
                        "an owner",
                        guide().holds("192.168.148.161", "192.168.148.130")
                                .by(
                                        member("director-1", 255, "192.168.148.130"),
                                        member("director-2", 254, "192.168.148.131"))),
                Arguments.of("a preempt delay", guide().preempt(true, SECOND).lowerWhenUnable()),
                Arguments.of("without a quorum", guide().yieldsWithoutQuorum()),
                Arguments.of("90 of IPv6", six(90)),
                Arguments.of("keepalived beside it", guide().beside("192.168.148.140")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sound")
    void whatIsSoundIsTaken(String what, Routers router) {
        assertThat(VirtualRouterRules.check(router.spec())).as(what).isEmpty();
    }

    static Stream<Arguments> unsound() {
        return Stream.of(
                Arguments.of("addresses", "Is required", guide().holds()),
                Arguments.of("members", "Is required", guide().by()),
                Arguments.of("addresses[1]", "Is there twice", guide().holds("192.0.2.1", "192.0.2.1")),
                Arguments.of("addresses[1]", "one family", guide().holds("192.0.2.1", "2001:db8::1")),
                Arguments.of("addresses", "at most 90", six(91)),
                Arguments.of("vrrpVersion", "Must be 3 with IPv6", six(1).version2(null)),
                Arguments.of(
                        "advertInterval",
                        "whole seconds",
                        guide().version2(null).every(Duration.ofMillis(1500))),
                Arguments.of("advertInterval", "steps of 10ms", guide().every(Duration.ofMillis(15))),
                Arguments.of("advertInterval", "to 40950ms", guide().every(Duration.ofMillis(40_960))),
                Arguments.of("password", "1 to 8 visible", guide().version2("123456789")),
                Arguments.of("password", "1 to 8 visible", guide().version2("")),
                Arguments.of("password", "1 to 8 visible", guide().version2("pässe")),
                Arguments.of("password", "has none", guide().password("1111")),
                Arguments.of(
                        "members[1].priority",
                        "differ from that of director-1",
                        guide().by(
                                        member("director-1", 100, "192.168.148.130"),
                                        member("director-2", 100, "192.168.148.131"))),
                Arguments.of(
                        "members[1].director",
                        "twice",
                        guide().by(
                                        member("director-1", 100, "192.168.148.130"),
                                        member("director-1", 90, "192.168.148.131"))),
                Arguments.of(
                        "members[1].source",
                        "Is the source of director-1",
                        guide().by(
                                        member("director-1", 100, "192.168.148.130"),
                                        member("director-2", 90, "192.168.148.130"))),
                Arguments.of(
                        "members[0].source", "of the family", guide().by(member("director-1", 100, "2001:db8::130"))),
                Arguments.of(
                        "members[0].priority", "255 is for", guide().by(member("director-1", 255, "192.168.148.130"))),
                Arguments.of(
                        "members[0].source",
                        "has priority 255",
                        guide().by(member("director-1", 100, "192.168.148.161"))),
                Arguments.of("preempt", "takes it back", owned().preempt(false, Duration.ZERO)),
                Arguments.of("preemptDelay", "waits for nobody", owned().preempt(true, SECOND)),
                Arguments.of("preemptDelay", "without preempt", guide().preempt(false, SECOND)),
                Arguments.of(
                        "whenUnable",
                        "fault without preempt",
                        guide().preempt(false, Duration.ZERO).lowerWhenUnable()),
                Arguments.of("whenUnable", "cannot sink", owned().lowerWhenUnable()),
                Arguments.of(
                        "yieldWithoutQuorum",
                        "false without preempt",
                        guide().preempt(false, Duration.ZERO).yieldsWithoutQuorum()),
                Arguments.of("yieldWithoutQuorum", "cannot sink", owned().yieldsWithoutQuorum()),
                Arguments.of("otherPeers[0]", "source of a member", guide().beside("192.168.148.131")),
                Arguments.of("otherPeers[0]", "one of the addresses", guide().beside("192.168.148.161")),
                Arguments.of("otherPeers[0]", "family", guide().beside("fe80::1")));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("unsound")
    void whatOthersCorrectInSilenceIsRefusedWithItsReason(String field, String reason, Routers router) {
        assertThat(VirtualRouterRules.check(router.spec())).singleElement().satisfies(error -> {
            assertThat(error.field()).isEqualTo(field);
            assertThat(error.message()).contains(reason);
        });
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        assertThat(VirtualRouterRules.check(guide().password("1111")
                        .every(Duration.ofMillis(15))
                        .preempt(false, SECOND)
                        .spec()))
                .extracting("field")
                .containsExactly("advertInterval", "password", "preemptDelay");
    }

    private static Routers guide() {
        return Routers.named("guide");
    }

    private static Routers owned() {
        return guide().by(member("director-1", 255, "192.168.148.161"));
    }

    private static Routers six(int addresses) {
        return guide().holds(IntStream.rangeClosed(1, addresses)
                        .mapToObj(it -> "2001:db8::1:" + Integer.toHexString(it))
                        .toArray(String[]::new))
                .by(member("director-1", 100, "fe80::130"), member("director-2", 90, "2001:db8::131"));
    }
}
