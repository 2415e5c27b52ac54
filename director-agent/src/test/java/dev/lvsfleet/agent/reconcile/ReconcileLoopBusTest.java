package dev.lvsfleet.agent.reconcile;

import static dev.lvsfleet.agent.testing.Documents.accepted;
import static dev.lvsfleet.agent.testing.Documents.real;
import static dev.lvsfleet.agent.testing.Documents.state;
import static dev.lvsfleet.agent.testing.Documents.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.contract.ApplyReport;
import dev.lvsfleet.contract.ApplyReport.Outcome;
import dev.lvsfleet.contract.FleetEvent.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the loop makes of a bus that repeats itself, refuses or has forgotten. */
class ReconcileLoopBusTest extends LoopScenario {

    @Test
    void aBusThatEndsBelowTheRevisionInForceIsSaidOnceAndChangesNothing() {
        ReconcileLoop running = start(remembered(state(7, web(real(132, 3)))));
        await().until(() -> !reports.isEmpty());

        running.shown(5);
        running.shown(6);

        await().until(() -> reports.stream().anyMatch(it -> it.outcome() == Outcome.REFUSED));
        assertThat(told(Kind.DOCUMENT_REFUSED).orElseThrow().message())
                .contains("the bus ends at revision 6, below revision 7 in force");
        assertThat(reports).filteredOn(it -> it.outcome() == Outcome.REFUSED).hasSize(1);
        assertThat(weights()).isEqualTo(Map.of("192.168.148.132:80", 3));
    }

    @Test
    void aBusWhoseHistoryEndsWithTheRevisionInForceIsNotBehind() {
        ReconcileLoop running = start(remembered(state(7, web(real(132, 3)))));

        running.shown(6);
        running.shown(7);
        running.document(accepted(state(8, web(real(132, 4)))));

        await().until(() -> revision() == 8);
        assertThat(told(Kind.DOCUMENT_REFUSED)).isEmpty();
    }

    @Test
    void aRefusalIsReportedInTurnNeverWithAnOlderRevisionThanTheReportBefore() {
        ReconcileLoop running = serve(state(7, web(real(132, 3))));

        for (int revision = 8; revision < 30; revision++) {
            running.document(accepted(state(revision, web(real(132, revision)))));
            running.refused("revision 3 is older than " + revision + ", in force");
        }

        await().until(() -> revision() == 29 && reports.getLast().outcome() == Outcome.REFUSED);
        assertThat(reports).extracting(ApplyReport::revision).isSorted();
    }
}
