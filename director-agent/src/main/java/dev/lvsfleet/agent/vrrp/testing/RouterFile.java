package dev.lvsfleet.agent.vrrp.testing;

import dev.lvsfleet.agent.vrrp.LeaseRules;
import dev.lvsfleet.agent.vrrp.RouterSettings;
import dev.lvsfleet.agent.vrrp.VrrpSettings;
import dev.lvsfleet.vrrp.election.Announcing;
import dev.lvsfleet.vrrp.election.Config;
import dev.lvsfleet.vrrp.election.Preemption;
import dev.lvsfleet.vrrp.election.Protocol;
import dev.lvsfleet.vrrp.packet.AdvertInterval;
import dev.lvsfleet.vrrp.packet.Authentication;
import dev.lvsfleet.vrrp.packet.ChecksumForm;
import dev.lvsfleet.vrrp.packet.Priority;
import dev.lvsfleet.vrrp.packet.Vrid;
import dev.lvsfleet.vrrp.packet.VrrpPacket;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * Virtual routers as a properties file: {@code routers} names them, {@code NAME.id}, {@code .interface}, {@code .source},
 * {@code .addresses} and so on say what each is. What is left out is usual.
 */
final class RouterFile {

    private final Properties properties = new Properties();

    private RouterFile() {}

    /** Reads it.
     *
     * @throws IllegalArgumentException when it makes no sense */
    static VrrpSettings read(Path file) throws IOException {
        RouterFile routers = new RouterFile();
        try (Reader reader = Files.newBufferedReader(file)) {
            routers.properties.load(reader);
        }
        return new VrrpSettings(list(routers.text("", "routers", "")).stream()
                .map(routers::router)
                .toList());
    }

    private RouterSettings router(String name) {
        Optional<String> group = Optional.of(text(name, "group", "")).filter(it -> !it.isEmpty());
        Config election = election(name, group.isPresent());
        List<InetAddress> peers = addresses(name, "peers");
        return new RouterSettings(
                name,
                text(name, "interface", "eth0"),
                election,
                peers.isEmpty() ? Optional.empty() : Optional.of(peers),
                ChecksumForm.valueOf(text(name, "checksum", ChecksumForm.PSEUDO_HEADER.name())),
                VrrpPacket.TIME_TO_LIVE,
                text(name, "lease", "").isEmpty()
                        ? LeaseRules.usual(election)
                        : Duration.ofSeconds(number(name, "lease", 0)),
                group);
    }

    private Config election(String name, boolean grouped) {
        return new Config(
                new Vrid(number(name, "id", 51)),
                protocol(name),
                new Priority(number(name, "priority", 100)),
                new AdvertInterval(number(name, "centiseconds", AdvertInterval.SECOND.centiseconds())),
                InetAddress.ofLiteral(text(name, "source", "")),
                addresses(name, "addresses"),
                Config.USUAL_DOWN_ADVERTS,
                Boolean.parseBoolean(text(name, "preempt", "true"))
                        ? new Preemption.Immediate()
                        : new Preemption.Never(),
                Duration.ZERO,
                Announcing.USUAL,
                grouped);
    }

    private Protocol protocol(String name) {
        if (number(name, "version", 3) == 3) {
            return new Protocol.V3();
        }
        String password = text(name, "password", "");
        return new Protocol.V2(
                password.isEmpty() ? new Authentication.None() : Authentication.SimplePassword.of(password));
    }

    private List<InetAddress> addresses(String name, String key) {
        return list(text(name, key, "")).stream().map(InetAddress::ofLiteral).toList();
    }

    private int number(String name, String key, int usual) {
        return Integer.parseInt(text(name, key, Integer.toString(usual)));
    }

    private String text(String name, String key, String usual) {
        return properties
                .getProperty(name.isEmpty() ? key : name + "." + key, usual)
                .strip();
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(it -> !it.isEmpty())
                .toList();
    }
}
