package dev.lvsfleet.agent.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class BusAddressesTest {

    @Test
    void literalsOfBothFamiliesAreTakenAndLoopbackIsNot() {
        assertThat(BusAddresses.of("192.0.2.9:9092, [2001:db8::9]:9092,127.0.0.1:9092"))
                .containsExactlyInAnyOrder(InetAddress.ofLiteral("192.0.2.9"), InetAddress.ofLiteral("2001:db8::9"));
    }

    @Test
    void aNameThatNobodyKnowsKeepsNobodyWaiting() {
        assertThat(BusAddresses.of("nobody.invalid:9092")).isEmpty();
    }
}
