package dev.lvsfleet.controlplane.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.contract.ApplyReport;
import dev.lvsfleet.contract.Encapsulation;
import dev.lvsfleet.contract.FleetEvent;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.NodeRole;
import dev.lvsfleet.contract.PersistenceEngine;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.RouterState;
import dev.lvsfleet.contract.Scheduler;
import dev.lvsfleet.contract.SchedulerFlag;
import dev.lvsfleet.contract.ServiceState;
import dev.lvsfleet.contract.TablePolicy;
import dev.lvsfleet.contract.TunnelChecksum;
import dev.lvsfleet.contract.VirtualRouter;
import dev.lvsfleet.contract.WhenDown;
import dev.lvsfleet.contract.WhenUnable;
import dev.lvsfleet.controlplane.election.ElectionWords;
import dev.lvsfleet.controlplane.group.Holding;
import dev.lvsfleet.controlplane.problem.ProblemKind;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The words in the API's description against those the code knows: one that only one of the two has fails here. */
class DescribedWordsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> FORWARDING = words(Forwarding.values(), ServiceWords::of);
    private static final List<String> TUNNEL = words(Encapsulation.values(), ServiceWords::of);
    private static final List<String> PROTOCOL = words(Protocol.values(), ServiceWords::of);
    private static final List<String> FAMILY = words(AddressFamily.values(), ServiceWords::of);
    private static final List<String> SCHEDULER = words(Scheduler.values(), Scheduler::kernelName);
    private static final List<String> FLAGS = words(SchedulerFlag.values(), SchedulerFlag::word);
    private static final List<String> WHEN_DOWN = words(WhenDown.values(), ServiceWords::of);

    private static final List<String> TRANSPORT =
            words(VirtualRouter.Transport.values(), VirtualRouter.Transport::word);
    private static final List<String> WHEN_UNABLE = words(WhenUnable.values(), WhenUnable::word);
    private static final List<String> ROLES = words(RouterState.Role.values(), DescribedWordsTest::onTheBus);

    private static final List<String> HOLDING = words(Holding.values(), Holding::word);
    private static final List<String> EXISTING = words(TablePolicy.Existing.values(), TablePolicy.Existing::word);

    private static final Map<String, List<String>> KNOWN = Map.ofEntries(
            Map.entry("VirtualService.protocol", PROTOCOL),
            Map.entry("VirtualService.family", FAMILY),
            Map.entry("VirtualService.scheduler", SCHEDULER),
            Map.entry("VirtualService.schedulerFlags", FLAGS),
            Map.entry("VirtualService.forwarding", FORWARDING),
            Map.entry("VirtualService.whenDown", WHEN_DOWN),
            Map.entry("VirtualServiceAnswer.protocol", PROTOCOL),
            Map.entry("VirtualServiceAnswer.family", FAMILY),
            Map.entry("VirtualServiceAnswer.scheduler", SCHEDULER),
            Map.entry("VirtualServiceAnswer.schedulerFlags", FLAGS),
            Map.entry("VirtualServiceAnswer.forwarding", FORWARDING),
            Map.entry("VirtualServiceAnswer.whenDown", WHEN_DOWN),
            Map.entry("DirectorGroup.addresses", HOLDING),
            Map.entry("DirectorGroupAnswer.addresses", HOLDING),
            Map.entry("Director.existing", EXISTING),
            Map.entry("DirectorAnswer.existing", EXISTING),
            Map.entry("VirtualRouter.transport", TRANSPORT),
            Map.entry("VirtualRouterAnswer.transport", TRANSPORT),
            Map.entry("VirtualRouter.whenUnable", WHEN_UNABLE),
            Map.entry("VirtualRouterAnswer.whenUnable", WHEN_UNABLE),
            Map.entry("RouterState.role", ROLES),
            Map.entry("ElectionMember.role", ElectionWords.roles(ROLES)),
            Map.entry("ElectionMember.lastRole", ROLES),
            Map.entry("Election.tables", ElectionWords.TABLES),
            Map.entry("SwitchOver.state", ElectionWords.OUTCOMES),
            Map.entry(
                    "EffectiveRealServer.place",
                    Stream.concat(
                                    words(ServiceState.Place.values(), DescribedWordsTest::onTheBus).stream(),
                                    Stream.of("unprepared"))
                            .toList()),
            Map.entry("RealServer.forwarding", FORWARDING),
            Map.entry("ServedAddress.forwarding", FORWARDING),
            Map.entry("Persistence.engine", words(PersistenceEngine.values(), ServiceWords::of)),
            Map.entry("Tunnel.type", TUNNEL),
            Map.entry("Tunnel.checksum", words(TunnelChecksum.values(), ServiceWords::of)),
            Map.entry("HealthCheck.type", CheckReader.TYPES),
            Map.entry("Event.kind", words(FleetEvent.Kind.values(), DescribedWordsTest::onTheBus)),
            Map.entry("Finding.severity", words(FleetEvent.Severity.values(), DescribedWordsTest::onTheBus)),
            Map.entry("NodeFindings.role", words(NodeRole.values(), NodeRole::word)),
            Map.entry("Event.severity", words(FleetEvent.Severity.values(), DescribedWordsTest::onTheBus)),
            Map.entry("ApplyReport.outcome", words(ApplyReport.Outcome.values(), DescribedWordsTest::onTheBus)),
            Map.entry(
                    "Problem.type",
                    words(ProblemKind.values(), kind -> kind.because("").type())));

    @Test
    void aClosedSetHasTheSameWordsInTheDescriptionAndInTheCode() throws IOException {
        Map<String, List<String>> described = described();
        assertThat(described.keySet()).isEqualTo(KNOWN.keySet());
        described.forEach((property, words) ->
                assertThat(words).as(property).containsExactlyInAnyOrderElementsOf(KNOWN.get(property)));
    }

    /** Every enum in it, by the schema's and the property's name. */
    private static Map<String, List<String>> described() throws IOException {
        Map<String, List<String>> enums = new HashMap<>();
        try (InputStream file = DescribedWordsTest.class.getResourceAsStream("/META-INF/openapi.yaml")) {
            JsonNode document = new ObjectMapper(new YAMLFactory()).readTree(Objects.requireNonNull(file));
            document.at("/components/schemas")
                    .properties()
                    .forEach(schema -> schema.getValue()
                            .path("properties")
                            .properties()
                            .forEach(property -> property.getValue()
                                    .findValues("enum")
                                    .forEach(words -> {
                                        List<String> texts = new ArrayList<>();
                                        words.forEach(word -> texts.add(word.asText()));
                                        enums.put(schema.getKey() + "." + property.getKey(), texts);
                                    })));
        }
        return enums;
    }

    private static String onTheBus(Enum<?> constant) {
        return JSON.valueToTree(constant).asText();
    }

    private static <E> List<String> words(E[] all, Function<E, String> word) {
        return Arrays.stream(all).map(word).toList();
    }
}
