package dev.lvsfleet.lab.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.lab.host.Checkout;
import dev.lvsfleet.lab.topology.Node.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The containers of {@code docker-compose.yml} are the nodes of the direct-routing lab; what is in them no test starts. */
class ComposeFileTest {

    private static final Path ROOT = Checkout.find().root();

    @Test
    void theNodesHaveTheAddressesOfTheLab() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        Topology.directRouting().nodes().stream()
                .filter(node -> node.role() != Role.CONTROL)
                .forEach(node -> expected.put(
                        node.name(), node.attachments().getFirst().address().getHostAddress()));

        Map<String, String> addresses = new TreeMap<>();
        services().forEach((name, service) -> addresses.put(name, address(service)));

        assertThat(addresses).containsAllEntriesOf(expected);
        assertThat(addresses.values()).doesNotHaveDuplicates();
    }

    @Test
    void eachDirectorIsItselfAndHasAMemoryOfItsOwn() throws IOException {
        for (Node director : Topology.directRouting().having(Role.DIRECTOR).toList()) {
            Map<?, ?> service = services().get(director.name());
            assertThat(service).as(director.name()).isNotNull();
            assertThat(((Map<?, ?>) service.get("environment")).get("LVSFLEET_AGENT_NODE"))
                    .isEqualTo(director.name());
            assertThat(strings(service.get("volumes")))
                    .contains(director.name() + ":/var/lib/lvs-fleet", "control-plane:/var/lib/control-plane:ro");
            assertThat(((Map<?, ?>) file().get("volumes")).containsKey(director.name()))
                    .isTrue();
        }
    }

    @Test
    void whatIsBuiltIsThere() throws IOException {
        for (Map<?, ?> service : services().values()) {
            if (service.get("build") instanceof Map<?, ?> build) {
                Path context = ROOT.resolve(String.valueOf(build.get("context")));
                Object named = build.get("dockerfile");
                assertThat(Files.isRegularFile(context.resolve(named == null ? "Dockerfile" : named.toString())))
                        .as("%s", build)
                        .isTrue();
            }
        }
    }

    private static Map<String, Map<?, ?>> services() throws IOException {
        Map<String, Map<?, ?>> services = new TreeMap<>();
        ((Map<?, ?>) file().get("services"))
                .forEach((name, service) -> services.put(name.toString(), (Map<?, ?>) service));
        return services;
    }

    private static Map<?, ?> file() throws IOException {
        return new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(ROOT.resolve("docker-compose.yml")));
    }

    private static String address(Map<?, ?> service) {
        Map<?, ?> lab = (Map<?, ?>) ((Map<?, ?>) service.get("networks")).get("lab");
        return String.valueOf(lab.get("ipv4_address"));
    }

    private static List<String> strings(Object list) {
        return ((List<?>) list).stream().map(Object::toString).toList();
    }
}
