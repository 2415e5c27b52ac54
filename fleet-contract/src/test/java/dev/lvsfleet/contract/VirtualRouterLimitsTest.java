package dev.lvsfleet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VirtualRouterLimitsTest {

    @Test
    void idsAndPrioritiesAreOneByteWithoutZero() {
        assertThat(IntStream.rangeClosed(-2, 300).filter(VirtualRouterLimits::isId))
                .hasSize(255)
                .contains(1, 255);
        assertThat(IntStream.rangeClosed(-2, 300).filter(VirtualRouterLimits::isPriority))
                .hasSize(255)
                .contains(1, 255);
    }

    @Test
    void version2CountsInSecondsToWhatAByteHolds() {
        assertThat(LongStream.rangeClosed(-1_000, 300_000)
                        .filter(it -> VirtualRouterLimits.isIntervalOfV2(Duration.ofMillis(it))))
                .hasSize(255)
                .contains(1_000L, 255_000L);
        assertThat(VirtualRouterLimits.isIntervalOfV2(Duration.ofNanos(1_000_000_001)))
                .isFalse();
    }

    @Test
    void version3CountsInHundredthsToWhatTwelveBitsHold() {
        assertThat(LongStream.rangeClosed(-20, 300_000)
                        .filter(it -> VirtualRouterLimits.isIntervalOfV3(Duration.ofMillis(it))))
                .hasSize(4_095)
                .contains(10L, 40_950L);
    }

    @Test
    void aLeaseIsWholeSeconds() {
        assertThat(LongStream.rangeClosed(0, 3_700_000)
                        .filter(it -> VirtualRouterLimits.isLease(Duration.ofMillis(it))))
                .hasSize(3_598)
                .contains(3_000L, 3_600_000L);
    }

    @Test
    void aDelayIsUpToAnHour() {
        assertThat(VirtualRouterLimits.isDelay(Duration.ZERO)).isTrue();
        assertThat(VirtualRouterLimits.isDelay(Duration.ofHours(1))).isTrue();
        assertThat(VirtualRouterLimits.isDelay(Duration.ofHours(1).plusNanos(1)))
                .isFalse();
        assertThat(VirtualRouterLimits.isDelay(Duration.ofNanos(-1))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "12345678", "!~"})
    void aPasswordIsWhatTheFieldHasRoomFor(String password) {
        assertThat(VirtualRouterLimits.isPassword(password)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123456789", "with it", "pässe", "1\n"})
    void andNothingThatAPeerCouldReadOtherwise(String password) {
        assertThat(VirtualRouterLimits.isPassword(password)).isFalse();
    }

    @Test
    void anAdvertisementOfIpv6IsFullEarlier() {
        assertThat(VirtualRouterLimits.mostAddresses(AddressFamily.IPV4)).isEqualTo(255);
        assertThat(VirtualRouterLimits.mostAddresses(AddressFamily.IPV6)).isEqualTo(90);
    }
}
