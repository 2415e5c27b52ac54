package dev.lvsfleet.agent.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.agent.desired.AcceptedDocument;
import dev.lvsfleet.agent.reconcile.TableView;
import dev.lvsfleet.agent.rules.EffectiveState;
import dev.lvsfleet.agent.testing.Documents;
import dev.lvsfleet.agent.testing.Routers;
import dev.lvsfleet.contract.ConnectionSync;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Failover;
import dev.lvsfleet.contract.RouterState;
import dev.lvsfleet.contract.SwitchOver;
import dev.lvsfleet.contract.VirtualRouter;
import dev.lvsfleet.contract.WhenUnable;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.vrrp.election.Role;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailoverLoopTest {

    private static final DesiredService WEB = Documents.service("web", 80);
    private static final ConnectionSync SYNC = new ConnectionSync(51, "eth0");

    private static final InetAddress BUS = InetAddress.ofLiteral("192.168.148.140");

    private final FakeElection election = new FakeElection();
    private final List<String> daemons = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final List<List<RouterState>> standing = new CopyOnWriteArrayList<>();
    private @Nullable FailoverLoop loop;

    @AfterEach
    void stop() {
        if (loop != null) {
            loop.stop();
        }
    }

    @Test
    void theRememberedDocumentIsObeyedAtOnceAndNothingMayBeClaimedBeforeAPass() {
        FailoverLoop started = start(Optional.of(document(7, null)));

        await().until(() -> election.told().size() >= 3);
        assertThat(election.told()).startsWith("configure [vi-1]", "able vi-1 false", "track vi-1 services Fine[]");

        started.seen(view(7, WEB));
        await().until(() -> election.told().contains("able vi-1 true"));
    }

    /** It was down while the virtual router was changed. */
    @Test
    void byWhatIsRememberedNothingIsClaimedWhileTheBusMayHaveANewerOne() {
        FailoverLoop started = startAlone(Optional.of(document(7, null)));
        started.seen(view(7, WEB));
        turn(started);
        assertThat(election.told()).doesNotContain("able vi-1 true");

        started.heard(7);
        started.heard(8);
        started.document(document(8, null));
        started.seen(view(8, WEB));
        await().until(() -> election.told().contains("able vi-1 true"));

        assertThat(election.told().subList(0, election.told().indexOf("able vi-1 true")))
                .filteredOn(told -> told.startsWith("configure"))
                .hasSize(2);
    }

    @Test
    void aDocumentWaitsForThePassThatProgrammedItsServices() {
        FailoverLoop started = start(Optional.of(document(7, null)));
        started.seen(view(7, WEB));
        await().until(() -> election.told().contains("able vi-1 true"));

        started.document(document(8, null));
        started.seen(view(7, WEB));
        int turns = standing.size();
        await().until(() -> standing.size() > turns + 1);
        assertThat(configurations()).hasSize(1);

        started.seen(view(8, WEB));
        await().until(() -> configurations().size() == 2);
    }

    @Test
    void anActiveObeysEachWishOnce() {
        election.role(Role.ACTIVE);
        FailoverLoop started = start(Optional.of(document(7, null)));
        started.seen(view(7, WEB));
        await().until(() -> configurations().size() == 1); // or the next document would be the first

        started.document(document(8, new SwitchOver(8)));
        started.seen(view(8, WEB));
        await().until(() -> election.told().contains("switch-over vi-1"));
        started.document(document(9, new SwitchOver(8)));
        started.seen(view(9, WEB));
        await().until(() -> configurations().size() == 3);

        assertThat(election.told().stream().filter("switch-over vi-1"::equals)).hasSize(1);
        await().until(() -> started.states().getFirst().switchedOver() == 8);
    }

    @Test
    void aWishThatABackupHasSeenIsSettledForWhenItIsActive() {
        FailoverLoop started = start(Optional.of(document(7, null)));
        started.seen(view(7, WEB));
        await().until(() -> configurations().size() == 1); // or the next document would be the first
        started.document(document(8, new SwitchOver(8)));
        started.seen(view(8, WEB));
        await().until(() -> configurations().size() == 2);

        election.role(Role.ACTIVE);
        started.document(document(9, new SwitchOver(8)));
        started.seen(view(9, WEB));
        await().until(() -> configurations().size() == 3);

        assertThat(election.told()).doesNotContain("switch-over vi-1");
    }

    @Test
    void aWishThatTheAgentStartsWithIsNotObeyed() {
        election.role(Role.ACTIVE);
        FailoverLoop started = start(Optional.of(document(8, new SwitchOver(8))));
        started.seen(view(8, WEB));

        await().until(() -> election.told().contains("able vi-1 true"));
        assertThat(election.told()).doesNotContain("switch-over vi-1");
    }

    @Test
    void whatTheElectionCouldNotTakeIsToldAgain() {
        election.full(true);
        FailoverLoop started = start(Optional.of(document(7, null)));
        started.seen(view(7, WEB));
        await().until(() -> standing.size() > 1);
        assertThat(election.told()).isEmpty();

        election.full(false);

        await().until(() -> election.told().contains("able vi-1 true"));
        assertThat(configurations()).hasSize(1);
    }

    @Test
    void theFirstDocumentOfARunClaimsNothingBeforeItsOwnPass() {
        FailoverLoop started = start(Optional.empty());
        started.seen(new TableView(
                Optional.empty(), IpvsTable.EMPTY, IpvsTable.EMPTY, Set.of(), List.of(), Optional.empty(), false));
        started.heard(7);
        started.document(document(7, null));

        await().until(() -> election.told().contains("able vi-1 false"));
        assertThat(election.told()).doesNotContain("able vi-1 true");
        started.seen(view(7, WEB));
        await().until(() -> election.told().contains("able vi-1 true"));
    }

    @Test
    void aVirtualRouterThatContradictsAnotherCostsNoneButItself() {
        VirtualRouter guide = Routers.guide();
        VirtualRouter same = Routers.named("vi-2", Routers.guide());
        FailoverLoop started = start(Optional.of(electing(7, guide, same)));
        started.seen(view(7, WEB));

        await().until(() -> election.told().contains("able vi-1 true"));
        assertThat(configurations()).containsExactly("configure [vi-1]");
        assertThat(refused).singleElement().asString().startsWith("vi-2: two virtual routers have the same id");
        await().until(() -> started.states().size() == 2);
        assertThat(started.states().getLast().role()).isEqualTo(RouterState.Role.INITIALIZE);
        assertThat(started.states().getLast().problem()).contains("have the same id");
    }

    @Test
    void anAddressOfTheBusIsNeverElected() {
        VirtualRouter greedy = Routers.guide().holding(List.of(Documents.VIP, BUS));
        FailoverLoop started = start(Optional.of(electing(7, greedy)));
        started.seen(view(7, WEB));

        await().until(() -> !started.states().isEmpty());
        assertThat(started.states().getFirst().problem()).contains("the node reaches Kafka");
        assertThat(configurations()).containsExactly("configure []");
    }

    @Test
    void anElectionThatTakesThePlaceOfOneThatEndedIsToldEverything() {
        FailoverLoop started = start(Optional.of(document(7, null)));
        started.seen(view(7, WEB));
        await().until(() -> election.told().contains("able vi-1 true"));

        election.end();

        await().until(() -> configurations().size() == 2);
        await().until(() ->
                election.told().stream().filter("able vi-1 true"::equals).count() == 2);
    }

    @Test
    void syncDaemonsFollowTheRole() {
        FailoverLoop started = start(Optional.of(document(7, null)));
        started.seen(view(7, WEB));
        await().until(() -> daemons.contains("51 active false standby true"));

        election.role(Role.ACTIVE);
        started.moved();

        await().until(() -> daemons.contains("51 active true standby false"));
    }

    @Test
    void syncDaemonsAreLeftAloneUntilTheElectionHasItsVirtualRouters() {
        election.late();
        FailoverLoop started = start(Optional.of(document(7, null)));
        started.seen(view(7, WEB));
        await().until(() -> election.told().contains("able vi-1 true"));
        turn(started);
        assertThat(daemons).isEmpty();

        election.arrive();
        started.moved();

        await().until(() -> !daemons.isEmpty());
        assertThat(daemons).first().isEqualTo("51 active false standby true");
    }

    @Test
    void syncDaemonsAreLeftAloneWhileNoElectionCanBeHeld() {
        election.full(true);
        FailoverLoop started = start(Optional.of(document(7, null)));
        turn(started);
        assertThat(daemons).isEmpty();

        election.full(false);
        await().until(() -> daemons.contains("51 active false standby true"));
        election.full(true);
        election.end();
        turn(started);

        assertThat(daemons).containsOnly("51 active false standby true");
    }

    @Test
    void syncDaemonsEndWithTheVirtualRouters() {
        FailoverLoop started = start(Optional.of(document(7, null)));
        started.seen(view(7, WEB));
        await().until(() -> daemons.contains("51 active false standby true"));

        election.late(); // it still has what is taken away
        started.document(electing(8));
        started.seen(view(8, WEB));
        await().until(() -> daemons.contains("51 active false standby false"));
        started.document(Documents.accepted(Documents.state(9, WEB)));
        started.seen(view(9, WEB));

        await().until(() -> daemons.contains("-1 active false standby false"));
    }

    /** Waits for a whole turn that begins after this was called. */
    private void turn(FailoverLoop started) {
        int turns = standing.size();
        started.moved();
        await().until(() -> standing.size() > turns);
        started.moved();
        await().until(() -> standing.size() > turns + 1);
    }

    @Test
    void whoStopsLeavesTheElection() {
        start(Optional.of(document(7, null))).stop();

        assertThat(election.told()).endsWith("close");
    }

    private List<String> configurations() {
        return election.told().stream().filter(it -> it.startsWith("configure")).toList();
    }

    /** The bus shows the same once more, as it does at every start. */
    private FailoverLoop start(Optional<AcceptedDocument> remembered) {
        FailoverLoop made = startAlone(remembered);
        remembered.ifPresent(document -> made.heard(document.revision()));
        return made;
    }

    private FailoverLoop startAlone(Optional<AcceptedDocument> remembered) {
        FailoverLoop made = new FailoverLoop(
                new FailoverLoop.Settings(Duration.ofSeconds(30), Set.of(BUS)),
                election,
                (sync, active, standby) -> daemons.add(
                        sync.map(ConnectionSync::syncId).orElse(-1) + " active " + active + " standby " + standby),
                new FailoverLoop.Audience() {
                    @Override
                    public void standing(List<RouterState> routers, Optional<TableView> view) {
                        standing.add(routers);
                    }

                    @Override
                    public void refused(String router, String why) {
                        refused.add(router + ": " + why);
                    }

                    @Override
                    public void broke() {
                        throw new AssertionError("a turn broke off");
                    }
                },
                remembered,
                InstantSource.system());
        loop = made;
        made.start();
        return made;
    }

    private static AcceptedDocument document(long revision, @Nullable SwitchOver wish) {
        return electing(revision, Routers.router(WhenUnable.FAULT, false, wish));
    }

    private static AcceptedDocument electing(long revision, VirtualRouter... routers) {
        DesiredState plain = Documents.state(revision, WEB);
        return Documents.accepted(new DesiredState(
                plain.schema(),
                plain.node(),
                plain.revision(),
                plain.site(),
                plain.group(),
                plain.revisedAt(),
                List.of(),
                plain.services(),
                plain.role(),
                plain.served(),
                plain.gateway(),
                plain.table(),
                new Failover(List.of(routers), SYNC)));
    }

    private static TableView view(long revision, DesiredService... services) {
        IpvsTable table = Tables.holding(services);
        return new TableView(
                Optional.of(new EffectiveState(
                        revision,
                        List.of(),
                        Tables.effective(true, List.of(services)).services())),
                table,
                table,
                Set.of(),
                List.of(),
                Optional.empty(),
                true);
    }
}
