package dev.lvsfleet.lab.host;

import dev.lvsfleet.lab.shell.LocalShell;
import dev.lvsfleet.lab.topology.KernelFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What this machine's own kernel can do. */
public final class HostKernel {

    private HostKernel() {}

    /** Whether it has a feature, after trying to load its module. */
    public static boolean has(KernelFeature feature) throws IOException, InterruptedException {
        Path sign = sign(feature);
        if (Files.exists(sign)) {
            return true;
        }
        try {
            LocalShell.ofHost().capture(Duration.ofSeconds(10), "modprobe", "-q", feature.module());
        } catch (IOException e) {
            return false; // no modprobe on this machine, so no module either
        }
        return Files.exists(sign);
    }

    /** Whether it speaks IPv6, as nearly every one does; guests do in any case. */
    public static boolean hasIpv6() {
        return Files.exists(Path.of("/proc/net/if_inet6"));
    }

    /** What is there when the feature is, be it a module or a part of the kernel. */
    private static Path sign(KernelFeature feature) {
        return switch (feature) {
            case IPVS -> Path.of("/proc/net/ip_vs");
            case IPIP -> Path.of("/sys/module/ipip");
        };
    }
}
