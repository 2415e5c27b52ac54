package dev.lvsfleet.controlplane.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.controlplane.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@Tag("integration")
class LeaderConnectionIT {

    @Inject
    RelayShell relay;

    @Inject
    RelayDatabase database;

    @BeforeEach
    void nobodyElseLeads() {
        relay.stopRelay();
    }

    @AfterEach
    void theRelayGoesOn() {
        relay.startRelay();
    }

    @Test
    void onlyOneLeadsAndTheOtherDoesWhenItIsGone() throws SQLException {
        try (LeaderConnection second = LeaderConnection.open(database.source())) {
            try (LeaderConnection first = LeaderConnection.open(database.source())) {
                assertThat(first.tryLead()).isTrue();
                assertThat(second.tryLead()).isFalse();
            }
            await().until(second::tryLead);
        }
    }

    @Test
    void theLeaderIsWokenByACommittedRowAndOnlyByThat() throws SQLException {
        try (LeaderConnection leader = LeaderConnection.open(database.source());
                Connection writer = database.source().getConnection();
                Statement insert = writer.createStatement()) {
            assertThat(leader.tryLead()).isTrue();
            writer.setAutoCommit(false);
            insert.execute("INSERT INTO outbox (site, node) VALUES ('nowhere', 'nobody')");
            assertThat(leader.changedWithin(Duration.ofMillis(200))).isFalse();
            writer.commit();
            assertThat(leader.changedWithin(Duration.ofSeconds(10))).isTrue();
            insert.execute("DELETE FROM outbox WHERE site = 'nowhere'");
            writer.commit();
        }
    }
}
