package dev.lvsfleet.linux.sysctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SysctlKeyTest {

    @Test
    void aKeyReadsBackFromItsText() {
        SysctlKey key = SysctlKey.ofInterface("ipv4", "eth0.100", "arp_ignore");

        assertThat(key).hasToString("net.ipv4.conf.eth0/100.arp_ignore");
        assertThat(SysctlKey.parse(key.toString())).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "net..ipv4", ".", "net.//.ipv4", "net./.ipv4\0"})
    void whatWouldLeaveTheTreeIsNoKey(String text) {
        assertThatThrownBy(() -> SysctlKey.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aValueIsReadWithSingleSpacesAndWrittenWhole(@TempDir Path root) throws Exception {
        Path directory = Files.createDirectories(root.resolve("net/ipv4/vs"));
        Files.writeString(directory.resolve("sync_threshold"), "3\t50\n");
        SysctlClient client = new SysctlClient(root);
        SysctlKey key = SysctlKey.of("net", "ipv4", "vs", "sync_threshold");

        assertThat(client.read(key)).hasValue("3 50");
        client.write(key, "4 60");

        assertThat(client.read(key)).hasValue("4 60");
    }

    @Test
    void aSettingThatIsNotThereReadsAsNothingAndIsNotMade(@TempDir Path root) throws Exception {
        SysctlClient client = new SysctlClient(root);
        SysctlKey key = SysctlKey.of("net", "nowhere");

        assertThat(client.read(key)).isEmpty();
        assertThatThrownBy(() -> client.write(key, "1")).isInstanceOf(NoSuchFileException.class);
    }
}
