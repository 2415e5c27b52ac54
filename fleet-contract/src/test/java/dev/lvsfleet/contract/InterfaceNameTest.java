package dev.lvsfleet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterfaceNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"eth0", "e", "bond0.100", "vlan-7_a", "abcdefghijklmno", "veth1@if2"})
    void whatTheKernelAndItsToolsTakeIsAccepted(String name) {
        assertThat(InterfaceName.isValid(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-x", "_eth0", "@", ".", "..", "abcdefghijklmnop", "et h", "eth0/1", "eth0\n"})
    void whatCouldBeAnOptionOrAPathIsNot(String name) {
        assertThat(InterfaceName.isValid(name)).isFalse();
    }
}
