package dev.lvsfleet.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.contract.DesiredAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AddressPlannerTest {

    private static final DesiredAddress OURS = on("10.0.0.1", "eth0");
    private static final DesiredAddress FOREIGN = on("10.0.0.9", "eth0");
    private static final DesiredAddress WANTED = on("10.0.0.2", "eth0");

    @Test
    void whatIsMissingIsAddedAndWhatIsOursAndSurplusIsRemoved() {
        assertThat(AddressPlanner.plan(Set.of(WANTED), Set.of(OURS), Set.of(OURS)))
                .isEqualTo(new AddressPlan(List.of(WANTED), List.of(OURS)));
    }

    @Test
    void whatIsNotOursIsNeverRemoved() {
        assertThat(AddressPlanner.plan(Set.of(), Set.of(FOREIGN), Set.of(OURS)))
                .isEqualTo(new AddressPlan(List.of(), List.of()));
    }

    @Test
    void whatIsThereAlreadyIsLeftAlone() {
        assertThat(AddressPlanner.plan(Set.of(OURS), Set.of(OURS, FOREIGN), Set.of(OURS)))
                .isEqualTo(new AddressPlan(List.of(), List.of()));
    }

    @Test
    void anAddressThatMovesIsAddedThereAndRemovedHere() {
        DesiredAddress there = on("10.0.0.1", "eth1");

        AddressPlan plan = AddressPlanner.plan(Set.of(there), Set.of(OURS), Set.of(OURS));

        assertThat(plan.additions()).containsExactly(there);
        assertThat(plan.removals()).containsExactly(OURS);
    }

    @Test
    void equalInputsGiveEqualPlans() {
        assertThat(AddressPlanner.plan(Set.of(WANTED, OURS, FOREIGN), Set.of(), Set.of())
                        .additions())
                .containsExactly(OURS, WANTED, FOREIGN);
    }

    private static DesiredAddress on(String address, String networkInterface) {
        return new DesiredAddress(InetAddress.ofLiteral(address), 32, networkInterface);
    }
}
