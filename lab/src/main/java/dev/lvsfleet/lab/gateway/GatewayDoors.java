package dev.lvsfleet.lab.gateway;

import dev.lvsfleet.lab.host.Checkout;
import dev.lvsfleet.lab.host.LabHome;
import dev.lvsfleet.lab.process.ProcessSpec;
import dev.lvsfleet.lab.process.ProcessSpec.StopSignal;
import dev.lvsfleet.lab.process.Ready;
import dev.lvsfleet.lab.topology.ProcessId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The gateway as the lab sees it: how it is run, and which ports it chose. */
public final class GatewayDoors {

    /** It runs on no node; its mark and its log are filed under this name. */
    public static final ProcessId ID = new ProcessId("host", "gateway");

    private final Path ports;

    public GatewayDoors(LabHome home) {
        this.ports = home.directory().resolve("gateway.ports");
    }

    public ProcessSpec spec(LabHome home, Checkout checkout, List<GatewayRoute> routes) {
        List<String> command = new ArrayList<>(List.of(
                Checkout.java(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + home.directory(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                checkout.classPath(),
                Gateway.class.getName(),
                home.name().value(),
                ports.toString()));
        routes.forEach(route -> command.add(route.text()));
        return new ProcessSpec(
                ID,
                () -> Files.deleteIfExists(ports),
                command,
                Map.of(),
                new Ready.Exists(ports, Duration.ofSeconds(20)),
                StopSignal.TERM);
    }

    /** The URL on the host of each route, by the route's name; empty while the gateway does not run. */
    public Map<String, URI> urls() throws IOException {
        Map<String, URI> urls = new TreeMap<>();
        if (Files.exists(ports)) {
            for (String line : Files.readAllLines(ports)) {
                String[] parts = line.split(" ", 2);
                urls.put(parts[0], URI.create("http://127.0.0.1:" + parts[1]));
            }
        }
        return urls;
    }

    public Optional<URI> url(String route) throws IOException {
        return Optional.ofNullable(urls().get(route));
    }
}
