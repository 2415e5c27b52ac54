package dev.lvsfleet.agent.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.event.Notice;
import dev.lvsfleet.agent.vrrp.PeerDifference;
import dev.lvsfleet.agent.vrrp.PeerNews;
import dev.lvsfleet.agent.vrrp.VrrpNotice;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.FleetEvent.Severity;
import dev.lvsfleet.vrrp.election.Reason;
import dev.lvsfleet.vrrp.election.Role;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailoverNoticeRulesTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final InetAddress PEER = address(131);

    @Test
    void aRoleIsToldWithItsReasonAndANewActiveWithTheGap() {
        assertThat(FailoverNoticeRules.of(new VrrpNotice.RoleChanged(
                        Instant.EPOCH,
                        "vi-1",
                        Role.BACKUP,
                        Role.ACTIVE,
                        Reason.ACTIVE_SILENT,
                        Optional.of(Duration.ofMillis(3_650)))))
                .isEqualTo(new Notice(
                        Kind.ROLE_CHANGED,
                        Severity.WARNING,
                        "vi-1",
                        "backup -> active: no Active was heard; 3650 ms since the former Active's last word"));
    }

    /** A stop, an edit, a switch-over and the first election of all are what somebody asked for. */
    @Test
    void whatNobodyAskedForIsAWarning() {
        assertThat(Arrays.stream(Reason.values())
                        .filter(reason -> severity(reason, Optional.of(SECOND)) == Severity.WARNING))
                .containsExactly(
                        Reason.ACTIVE_SILENT,
                        Reason.STALLED,
                        Reason.NOT_ABLE,
                        Reason.LINK_DOWN,
                        Reason.TRACKED_FAULT,
                        Reason.GROUP_FAULT);
        assertThat(severity(Reason.ACTIVE_SILENT, Optional.empty())).isEqualTo(Severity.INFO);
    }

    private static Severity severity(Reason reason, Optional<Duration> takeover) {
        return FailoverNoticeRules.of(
                        new VrrpNotice.RoleChanged(Instant.EPOCH, "vi-1", Role.BACKUP, Role.ACTIVE, reason, takeover))
                .severity();
    }

    @Test
    void aRivalIsNamed() {
        assertThat(FailoverNoticeRules.of(new VrrpNotice.Rivalled(Instant.EPOCH, "vi-1", PEER, 90)))
                .isEqualTo(new Notice(
                        Kind.ROUTER_FAULT,
                        Severity.WARNING,
                        "vi-1",
                        "192.0.2.131 is Active as well, with priority 90; this one stays it"));
        assertThat(FailoverNoticeRules.of(new VrrpNotice.Rivalled(Instant.EPOCH, "vi-1", PEER, 0))
                        .message())
                .startsWith("192.0.2.131 gave the role up");
    }

    @Test
    void aPeerThatDiffersIsToldWithWhatItSaysAndWhatIsExpected() {
        PeerDifference difference = new PeerDifference.Heard(
                Set.of(address(161), address(170)), Set.of(address(161), address(162)), Duration.ofMillis(500), SECOND);

        assertThat(told(differs(difference)))
                .isEqualTo(new Notice(
                        Kind.PEER_DIFFERS,
                        Severity.WARNING,
                        "vi-1",
                        "192.0.2.131 differs: it has 192.0.2.170, which is not stated here; it lacks 192.0.2.162, which is"
                                + " stated here; it advertises every 500 ms, 1000 ms are stated here"));
    }

    @Test
    void aDifferenceThatIsOverIsToldWithWhy() {
        assertThat(told(new PeerNews.Over(PeerNews.Why.AGREES)))
                .isEqualTo(new Notice(
                        Kind.PEER_DIFFERS, Severity.INFO, "vi-1", "192.0.2.131 advertises what is stated here again"));
        assertThat(told(new PeerNews.Over(PeerNews.Why.SILENT)).message()).contains("advertises no more");
        assertThat(told(new PeerNews.Over(PeerNews.Why.TOLD_ANEW)).message()).contains("is compared anew");
    }

    @Test
    void aPeerThatIsNotHeardIsAnError() {
        Notice notice = told(differs(new PeerDifference.Unheard(PeerDifference.Why.OTHER_AUTHENTICATION)));

        assertThat(notice.severity()).isEqualTo(Severity.ERROR);
        assertThat(notice.message()).contains("each may be Active").contains("password");
    }

    @Test
    void aLongListIsCut() {
        Set<InetAddress> many = IntStream.rangeClosed(1, 9)
                .mapToObj(FailoverNoticeRulesTest::address)
                .collect(Collectors.toSet());

        assertThat(told(differs(new PeerDifference.Heard(many, Set.of(address(1)), SECOND, SECOND)))
                        .message())
                .contains("192.0.2.6 and 3 more, which is not stated here");
    }

    private static PeerNews differs(PeerDifference difference) {
        return new PeerNews.Differs(difference);
    }

    private static Notice told(PeerNews news) {
        return FailoverNoticeRules.of(new VrrpNotice.PeerDiffers(Instant.EPOCH, "vi-1", PEER, news));
    }

    private static InetAddress address(int last) {
        return InetAddress.ofLiteral("192.0.2." + last);
    }
}
