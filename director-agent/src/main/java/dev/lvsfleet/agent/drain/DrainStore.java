package dev.lvsfleet.agent.drain;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lvsfleet.agent.file.AtomicFile;
import dev.lvsfleet.agent.rules.Tick;
import dev.lvsfleet.contract.AddressLiteralModule;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.ServiceEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Keeps who drains in {@code drains.json}, with the boot it belongs to. Not thread-safe; one thread owns it.
 *
 * <p>Deadlines are CLOCK_MONOTONIC, which {@link System#nanoTime()} reads on Linux and which all processes of one boot share.
 */
public final class DrainStore {

    /** Another one at every boot. */
    public static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new AddressLiteralModule())
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final AtomicFile file;
    private final Path bootId;

    public DrainStore(Path stateDirectory) {
        this(stateDirectory, BOOT_ID);
    }

    DrainStore(Path stateDirectory, Path bootId) {
        this.file = new AtomicFile(stateDirectory.resolve("drains.json"));
        this.bootId = bootId;
    }

    record DrainFile(String boot, List<KeptDrain> drains) {}

    record KeptDrain(
            String service, ServiceEndpoint endpoint, DesiredRealServer server, long limitNanos, long deadlineTick) {

        static KeptDrain of(Drain drain) {
            return new KeptDrain(
                    drain.service(),
                    drain.endpoint(),
                    drain.server(),
                    drain.limit().toNanos(),
                    drain.deadline().nanos());
        }

        Drain drain() {
            return new Drain(
                    service, endpoint, server, Duration.ofNanos(limitNanos), new Tick(deadlineTick), Drain.UNKNOWN);
        }
    }

    /** Who drained in this boot; nobody after a reboot, which emptied the table.
     *
     * @throws IOException when the file cannot be read or is damaged; the message names it */
    public Drains read() throws IOException {
        Optional<byte[]> content = file.read();
        if (content.isEmpty()) {
            return Drains.NONE;
        }
        String boot = boot();
        try {
            DrainFile kept = JSON.readValue(content.get(), DrainFile.class);
            return kept.boot().equals(boot)
                    ? new Drains(kept.drains().stream().map(KeptDrain::drain).toList(), null)
                    : Drains.NONE;
        } catch (IOException | RuntimeException e) {
            throw new IOException(file.path() + " is damaged: " + e.getMessage(), e);
        }
    }

    /** Returns when the drains would survive a power cut. */
    public void write(Drains drains) throws IOException {
        file.write(JSON.writeValueAsBytes(new DrainFile(
                boot(), drains.running().stream().map(KeptDrain::of).toList())));
    }

    private String boot() throws IOException {
        return Files.readString(bootId).strip();
    }
}
