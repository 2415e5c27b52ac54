package dev.lvsfleet.controlplane.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class FleetKeyRulesTest {

    private static final Optional<String> NONE = Optional.empty();
    private static final Optional<String> OLD = Optional.of("sha256:01");
    private static final Optional<String> NEW = Optional.of("sha256:02");

    @Test
    void theFirstReplicasKeyIsTheFleets() {
        assertThat(FleetKeyRules.judge(NONE, OLD, NONE)).isEqualTo(new FleetKeyRules.Takes("sha256:01"));
    }

    @Test
    void aReplicaWithTheFleetsKeyAgrees() {
        assertThat(FleetKeyRules.judge(OLD, OLD, NONE)).isEqualTo(new FleetKeyRules.Agrees());
    }

    @Test
    void aReplicaWithAnotherKeyIsRefusedAndToldBothWays() {
        assertThat(FleetKeyRules.judge(OLD, NEW, NONE))
                .isInstanceOfSatisfying(
                        FleetKeyRules.Refuses.class,
                        refused -> assertThat(refused.sentence())
                                .contains(
                                        "sha256:01", "sha256:02", "copy fleet.key", "lvsfleet.signing-key=sha256:02"));
    }

    @Test
    void aReplicaWithoutAKeyIsRefusedWhenTheFleetHasOne() {
        assertThat(FleetKeyRules.judge(OLD, NONE, NONE)).isInstanceOf(FleetKeyRules.Refuses.class);
        assertThat(FleetKeyRules.judge(OLD, NONE, NEW)).isInstanceOf(FleetKeyRules.Refuses.class);
    }

    @Test
    void theKeyThatTheOperatorNamesReplacesTheFleetsAndNoOtherDoes() {
        assertThat(FleetKeyRules.judge(OLD, NEW, NEW)).isEqualTo(new FleetKeyRules.Takes("sha256:02"));
        assertThat(FleetKeyRules.judge(NEW, NEW, NEW)).isEqualTo(new FleetKeyRules.Agrees());
        assertThat(FleetKeyRules.judge(NEW, OLD, NEW)).isInstanceOf(FleetKeyRules.Refuses.class);
    }
}
