package dev.lvsfleet.controlplane.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsfleet.contract.AddressText;
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
        "2001:db8::161,2001:db8::161",
        "2001:DB8:0:0:0:0:0:161,2001:db8::161",
        "fd00::1,fd00::1",
        "64:ff9b::c000:201,64:ff9b::c000:201"
    })
    void takesIpv6InEveryFormAndKeepsTheCanonicalOne(String text, String canonical) {
        assertThat(AddressText.of(AddressRules.unicast(text))).isEqualTo(canonical);
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
        "::,unspecified",
        "::1,loopback",
        "::10.0.0.1,reserved",
        "::ffff:10.0.0.1,IPv4-mapped",
        "::ffff:a00:1,IPv4-mapped",
        "ff02::1,multicast",
        "fe80::1,link-local",
        "fe80::1%1,zone",
        "2001:db8::1%1,zone",
        "[2001:db8::1],IPv6 address",
        "2001:db8::1/128,'alone, 2001:db8::1, without a prefix length, was ''2001:db8::1/128'''",
        "2001:db8::g,IPv6 address",
        "1.2.3,full form",
        "010.0.0.1,IPv4 address",
        "localhost,IPv4 address",
        "'',IPv4 address",
        "1.2.3.4/32,'alone, 1.2.3.4, without a prefix length, was ''1.2.3.4/32'''",
        "1.2.3.4/,without a prefix length",
        "localhost/24,IPv4 address",
        "1.2.3.4:80,was '1.2.3.4:80'",
        "' 1.2.3.4',IPv4 address"
    })
    void refusesTheRestAndSaysWhy(String text, String why) {
        assertThatThrownBy(() -> AddressRules.unicast(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
