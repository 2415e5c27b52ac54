package dev.lvsfleet.lab.bench;

import dev.lvsfleet.lab.shell.NodeShell;
import java.io.IOException;
import java.time.Duration;

/** What people run today to change a weight: {@code ipvsadm -e}, on a service of its own that is removed again. */
final class IpvsadmPeer {

    private static final int TIMES = 50;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Addresses of documentation (RFC 5737), so that nothing else is touched. */
    private static final String SCRIPT = """
            set -e
            ipvsadm -A -t 192.0.2.1:9 -s wrr
            trap 'ipvsadm -D -t 192.0.2.1:9' EXIT
            ipvsadm -a -t 192.0.2.1:9 -r 192.0.2.2:9 -g -w 1
            from=$(date +%%s%%N)
            for weight in $(seq %d); do ipvsadm -e -t 192.0.2.1:9 -r 192.0.2.2:9 -g -w "$weight"; done
            echo $(( $(date +%%s%%N) - from ))
            """.formatted(TIMES);

    private final NodeShell director;

    IpvsadmPeer(NodeShell director) {
        this.director = director;
    }

    /** The time of one change, the mean of fifty. */
    Duration oneWeight() throws IOException, InterruptedException {
        String nanos = director.capture(LIMIT, "sh", "-c", SCRIPT).orThrow("Measuring ipvsadm");
        return Duration.ofNanos(Long.parseLong(nanos.strip()) / TIMES);
    }
}
