package dev.lvsfleet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTextTest {

    /** The examples of RFC 5952, sections 4.1 to 4.3. */
    @ParameterizedTest
    @CsvSource({
        "192.168.148.161, 192.168.148.161",
        "2001:0db8::0001, 2001:db8::1",
        "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:DB8::ABCD, 2001:db8::abcd",
        "0:0:0:0:0:0:0:0, ::",
        "::1, ::1",
        "2001:db8::, 2001:db8::"
    })
    void everyFormOfAnAddressIsWrittenAlike(String form, String canonical) {
        assertThat(AddressText.of(InetAddress.ofLiteral(form))).isEqualTo(canonical);
    }
}
