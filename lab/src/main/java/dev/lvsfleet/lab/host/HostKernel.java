package dev.lvsfleet.lab.host;

import dev.lvsfleet.lab.shell.LocalShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What this machine's own kernel can do. */
public final class HostKernel {

    private static final Path IPVS = Path.of("/proc/net/ip_vs");

    private HostKernel() {}

    /** Whether it has IPVS, after trying to load it. */
    public static boolean hasIpvs() throws IOException, InterruptedException {
        if (Files.exists(IPVS)) {
            return true;
        }
        try {
            LocalShell.ofHost().capture(Duration.ofSeconds(10), "modprobe", "-q", "ip_vs");
        } catch (IOException e) {
            return false; // no modprobe on this machine, so no module either
        }
        return Files.exists(IPVS);
    }
}
