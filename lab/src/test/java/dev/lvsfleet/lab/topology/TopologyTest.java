package dev.lvsfleet.lab.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

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

    @Test
    void namesFitIntoALinksName() {
        assertThat(topology.nodes()).allSatisfy(node -> assertThat(node.name()).hasSizeLessThan(16));
    }
}
