package dev.lvsfleet.controlplane.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BrokerAddressesTest {

    private static final InetAddress BROKER = InetAddress.ofLiteral("192.0.2.9");

    private final BrokerAddresses brokers = new BrokerAddresses();

    @Test
    void nothingIsKnownBeforeKafkaAnswers() {
        assertThat(brokers.advertised(BROKER)).isEmpty();
    }

    @Test
    void literalsAndNamesAreKnownUntilTheBrokerIsGone() {
        brokers.learn(Set.of("192.0.2.9", "localhost", "nobody.invalid"));

        assertThat(brokers.advertised(BROKER)).contains("192.0.2.9");
        assertThat(brokers.advertised(InetAddress.getLoopbackAddress())).contains("localhost");

        brokers.learn(Set.of("localhost"));
        assertThat(brokers.advertised(BROKER)).isEmpty();
    }
}
