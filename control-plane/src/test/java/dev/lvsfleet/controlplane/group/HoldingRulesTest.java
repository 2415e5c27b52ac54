package dev.lvsfleet.controlplane.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.controlplane.group.HoldingRules.Held;
import dev.lvsfleet.controlplane.group.HoldingRules.Holders;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoldingRulesTest {

    private static final Held ELECTED = new Held("api", "192.168.148.161", true);
    private static final Held UNELECTED = new Held("mail", "192.168.148.162", false);
    private static final Held ANOTHER = new Held("web", "192.168.148.163", false);
    private static final List<Held> ALL = List.of(ELECTED, UNELECTED, ANOTHER);

    @Test
    void severalDirectorsHoldNoAddressThatNoVirtualRouterHas() {
        assertThat(HoldingRules.unelected(pair(Holding.ELECTED), ALL)).contains(UNELECTED);
        assertThat(HoldingRules.unelected(pair(Holding.ELECTED), List.of(ELECTED)))
                .isEmpty();
        assertThat(HoldingRules.unelected(pair(Holding.ELECTED), List.of())).isEmpty();
    }

    @Test
    void oneDirectorHoldsThemAllAndSoDoesNone() {
        assertThat(HoldingRules.unelected(new Holders("edge", Holding.ELECTED, 1), ALL))
                .isEmpty();
        assertThat(HoldingRules.unelected(new Holders("edge", Holding.ELECTED, 0), ALL))
                .isEmpty();
    }

    @Test
    void whereItIsStatedAllDirectorsHoldThem() {
        assertThat(HoldingRules.unelected(pair(Holding.EVERYWHERE), ALL)).isEmpty();
    }

    @Test
    void theSentenceSaysWhichAddressWhoseAndWhatThereIsToDo() {
        assertThat(HoldingRules.sentence(pair(Holding.ELECTED), UNELECTED))
                .startsWith("No virtual router would have 192.168.148.162, at which virtual service mail is")
                .contains("directors of group edge")
                .contains("\"addresses\": \"everywhere\"");
    }

    private static Holders pair(Holding holding) {
        return new Holders("edge", holding, 2);
    }
}
