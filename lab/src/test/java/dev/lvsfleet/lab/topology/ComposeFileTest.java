package dev.lvsfleet.lab.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lvsfleet.lab.host.Checkout;
import dev.lvsfleet.lab.topology.Node.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        file().path("services")
                .properties()
                .forEach(it -> addresses.put(
                        it.getKey(),
                        it.getValue().at("/networks/lab/ipv4_address").asText()));

        assertThat(addresses).containsAllEntriesOf(expected);
        assertThat(addresses.values()).doesNotHaveDuplicates();
    }

    @Test
    void eachDirectorIsItselfAndHasAMemoryOfItsOwn() throws IOException {
        JsonNode file = file();
        for (Node director : Topology.directRouting().having(Role.DIRECTOR).toList()) {
            JsonNode service = file.path("services").path(director.name());
            List<String> volumes = new ArrayList<>();
            service.path("volumes").forEach(it -> volumes.add(it.asText()));

            assertThat(service.at("/environment/LVSFLEET_AGENT_NODE").asText()).isEqualTo(director.name());
            assertThat(volumes)
                    .contains(director.name() + ":/var/lib/lvs-fleet", "control-plane:/var/lib/control-plane:ro");
            assertThat(file.path("volumes").has(director.name())).isTrue();
        }
    }

    @Test
    void whatIsBuiltIsThere() throws IOException {
        List<Path> built = new ArrayList<>();
        for (JsonNode service : file().path("services")) {
            if (service.has("build")) {
                JsonNode build = service.path("build");
                built.add(ROOT.resolve(build.path("context").asText())
                        .resolve(build.path("dockerfile").asText("Dockerfile")));
            }
        }

        assertThat(built).isNotEmpty().allSatisfy(it -> assertThat(it).isRegularFile());
    }

    private static JsonNode file() throws IOException {
        Object read = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(ROOT.resolve("docker-compose.yml")));
        return new ObjectMapper().valueToTree(read);
    }
}
