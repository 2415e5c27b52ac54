package dev.lvsfleet.controlplane.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"192.168.148.161", "10.0.0.1", "1.1.1.1", "223.255.255.255"})
    void takesUnicast(String text) {
        assertThat(AddressRules.unicast(text).getHostAddress()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0,unspecified",
        "0.1.2.3,reserved",
        "127.0.0.1,loopback",
        "224.0.0.1,multicast",
        "239.255.255.255,multicast",
        "240.0.0.1,reserved",
        "255.255.255.255,broadcast",
        "::1,IPv6",
        "::ffff:10.0.0.1,IPv6",
        "1.2.3,full form",
        "010.0.0.1,IPv4 address",
        "localhost,IPv4 address",
        "'',IPv4 address",
        "1.2.3.4/32,IPv4 address",
        "' 1.2.3.4',IPv4 address"
    })
    void refusesTheRestAndSaysWhy(String text, String why) {
        assertThatThrownBy(() -> AddressRules.unicast(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
