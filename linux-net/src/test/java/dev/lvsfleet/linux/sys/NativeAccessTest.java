package dev.lvsfleet.linux.sys;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NativeAccessTest {

    @Test
    void aJvmWithoutNativeAccessIsToldWhichFlagToAdd() {
        assertThatThrownBy(() -> NativeAccess.require("Linux", false, "ALL-UNNAMED"))
                .hasMessage("this program calls the C library: start java with --enable-native-access=ALL-UNNAMED");
    }

    @Test
    void anotherOperatingSystemIsToldSo() {
        assertThatThrownBy(() -> NativeAccess.require("Mac OS X", true, "ALL-UNNAMED"))
                .hasMessageContaining("runs on Linux only, not on Mac OS X");
        assertThatCode(() -> NativeAccess.require("Linux", true, "ALL-UNNAMED")).doesNotThrowAnyException();
    }

    @Test
    void aRefusedCallHasItsErrno() {
        LinuxLibrary library = LinuxLibrary.load();

        assertThatThrownBy(() -> library.open(Path.of("/no/such/file"), LinuxConstants.O_RDONLY))
                .isInstanceOf(SystemCallException.class)
                .hasMessage("open(/no/such/file): ENOENT: no such entry");
    }
}
