package dev.lvsfleet.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.budget.DeletionBudget;
import dev.lvsfleet.agent.ownership.OwnershipStore;
import dev.lvsfleet.agent.ownership.Possessions;
import dev.lvsfleet.agent.testing.FakeNode;
import dev.lvsfleet.ipvs.IpvsOperation.AddService;
import dev.lvsfleet.ipvs.IpvsOperation.DeleteService;
import dev.lvsfleet.ipvs.IpvsOperation.SetDestination;
import dev.lvsfleet.ipvs.IpvsOperation.SetService;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.ServiceEntry;
import dev.lvsfleet.ipvs.VirtualService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table that is too large to be read whenever the loop looks. */
class ReconcilerPaceTest {

    private static final IpvsTable LARGE = Tables.of(100, 10);
    private static final Target TARGET = new Target(LARGE, LARGE, Set.of());

    @TempDir
    Path state;

    private final FakeNode node = new FakeNode();
    private final Kernel kernel = node.kernel();
    private long now;
    private Reconciler reconciler;

    @BeforeEach
    void serve() throws Exception {
        reconciler = new Reconciler(
                kernel,
                new OwnershipStore(state),
                Possessions.NONE,
                (_, _) -> {},
                new Reconciler.Limits(DeletionBudget.DEFAULT, Set.of()),
                () -> now += Duration.ofMillis(300).toNanos());
        reconciler.pass(TARGET, true);
        reconciler.takeReading();
    }

    @AfterEach
    void close() {
        kernel.close();
    }

    @Test
    void aServiceThatIsMissingIsFoundAtEachLook() throws Exception {
        node.ipvs.byHand(List.of(new DeleteService(Tables.service(7))));

        Pass pass = reconciler.pass(TARGET, true);

        assertThat(pass.drifts())
                .singleElement()
                .satisfies(it ->
                        assertThat(it.subject()).isEqualTo(Tables.service(7).toString()));
        assertThat(node.ipvs.table()).isEqualTo(LARGE);
    }

    @Test
    void aServiceThatIsAlteredOrNewIsFoundAtEachLook() throws Exception {
        node.ipvs.byHand(List.of(new SetService(VirtualService.of(Tables.service(7), "rr"))));
        assertThat(reconciler.pass(TARGET, true).drifts()).hasSize(1);

        node.ipvs.byHand(List.of(new AddService(VirtualService.of(Tables.service(999), "rr"))));
        assertThat(reconciler.pass(TARGET, true).foreign()).hasSize(1);
    }

    @Test
    void aDestinationThatIsAlteredIsFoundWhenEverythingIsRead() throws Exception {
        node.ipvs.byHand(List.of(new SetDestination(Tables.service(7), Tables.destination(3, 5))));

        assertThat(reconciler.pass(TARGET, true).drifts()).isEmpty();
        assertThat(reconciler.takeReading()).isEmpty();

        now += Duration.ofSeconds(30).toNanos(); // a hundred times what reading takes by this clock
        assertThat(reconciler.pass(TARGET, true).drifts()).hasSize(1);
        assertThat(node.ipvs.table()).isEqualTo(LARGE);
        assertThat(reconciler.takeReading()).isPresent();
    }

    @Test
    void aChangeOfAWeightWritesNoClaims() throws Exception {
        Path claims = state.resolve("ownership.json");
        Files.writeString(claims, "not written again");
        IpvsTable heavier = IpvsTable.of(LARGE.services().values().stream()
                .map(it -> it.service().key().equals(Tables.service(7)) ? heavier(it) : it)
                .toList());

        Pass pass = reconciler.pass(new Target(heavier, heavier, Set.of()), false);

        assertThat(pass.operations()).isEqualTo(10);
        assertThat(node.ipvs.table()).isEqualTo(heavier);
        assertThat(claims).hasContent("not written again");
    }

    private static ServiceEntry heavier(ServiceEntry entry) {
        return ServiceEntry.of(
                entry.service(),
                IntStream.rangeClosed(1, 10)
                        .mapToObj(host -> Tables.destination(host, 7))
                        .toList());
    }
}
