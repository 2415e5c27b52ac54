package dev.lvsfleet.lab.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsfleet.lab.network.LabNetwork;
import dev.lvsfleet.lab.topology.Node.Role;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TopologyTest {

    private final Topology topology = Topology.directRouting();

    @Test
    void aWrongNodeIsAnsweredWithThoseThatExist() {
        assertThatThrownBy(() -> topology.node("nginx-9")).hasMessageContaining("nginx-1, nginx-2, tomcat-1");
    }

    @Test
    void aWrongProcessIsAnsweredWithThoseOfItsNode() {
        assertThatThrownBy(() -> topology.process("nginx-1", "tomcat"))
                .hasMessage("There is no process \"tomcat\" on nginx-1; agent, nginx runs there");
    }

    @ParameterizedTest
    @EnumSource
    void namesFitIntoALinksName(Chapter chapter) {
        assertThat(Topology.of(chapter).nodes())
                .allSatisfy(node -> assertThat(LabNetwork.port(node, 1) + ".m").hasSizeLessThan(16));
    }

    @ParameterizedTest
    @EnumSource
    void noAddressIsGivenTwice(Chapter chapter) {
        Topology of = Topology.of(chapter);
        List<Attachment> attachments =
                of.nodes().stream().flatMap(node -> node.attachments().stream()).toList();
        assertThat(Stream.concat(attachments.stream().map(Attachment::address), Stream.of(of.virtualAddress())))
                .doesNotHaveDuplicates();
    }

    @Test
    void behindNatOnlyTheDirectorIsOnBothNetworksAndNobodyHasARouteToTheOther() {
        Topology nat = Topology.nat();
        assertThat(nat.nodes().stream().filter(node -> node.attachments().size() > 1))
                .containsExactly(nat.only(Role.DIRECTOR));
        assertThat(nat.nodes()).allMatch(node -> node.router() == null);
    }

    @Test
    void onlyTunnelledRealServersNeedAKernelThatUnwraps() {
        Topology tunnel = Topology.tunnel();
        assertThat(tunnel.having(Role.REAL_SERVER))
                .allMatch(node -> tunnel.needs(node).equals(java.util.Optional.of(KernelFeature.IPIP)));
        assertThat(topology.having(Role.REAL_SERVER))
                .allMatch(node -> topology.needs(node).isEmpty());
    }
}
