package dev.lvsfleet.agent.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsfleet.contract.ConnectionSync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncDaemonStoreTest {

    private static final Optional<ConnectionSync> OURS = Optional.of(new ConnectionSync(51, "eth0"));

    @TempDir
    private Path directory;

    @Test
    void aLaterRunKnowsWhatIsOurs() throws IOException {
        assertThat(new SyncDaemonStore(directory).read()).isEmpty();
        new SyncDaemonStore(directory).write(OURS);
        assertThat(new SyncDaemonStore(directory).read()).isEqualTo(OURS);
        new SyncDaemonStore(directory).write(Optional.empty());
        assertThat(new SyncDaemonStore(directory).read()).isEmpty();
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        Files.writeString(directory.resolve("sync-daemons"), "fifty-one eth0");
        assertThatThrownBy(() -> new SyncDaemonStore(directory).read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("sync-daemons is damaged");
    }
}
