package dev.lvsfleet.lab.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.lab.life.LabStatus.NodeReport;
import dev.lvsfleet.lab.life.LabStatus.ProcessReport;
import dev.lvsfleet.lab.life.LabStatus.Report;
import dev.lvsfleet.lab.life.LabStatus.RoleReport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusTextTest {

    private static final String VIP = "192.168.148.161";

    @Test
    void whoHoldsTheAddressIsTheSecondLine() {
        assertThat(text(List.of("director-2")).lines().skip(1).findFirst())
                .contains("  192.168.148.161 is held by director-2");
        assertThat(text(List.of())).contains("192.168.148.161 is held by no director");
        assertThat(text(List.of("director-1", "director-2")))
                .contains("192.168.148.161 is held by director-1 and director-2");
    }

    @Test
    void aDirectorsLineEndsWithItsRoleAndThatOfOneWithoutAnAgentDoesNot() {
        assertThat(text(List.of()).lines())
                .contains("  director-1  192.168.148.130  agent (stopped)")
                .contains("  director-2  192.168.148.131  agent; Active in vi-1, Backup in vi-2");
    }

    @Test
    void aLabThatLacksAProcessIsPartlyUp() {
        assertThat(text(List.of())).startsWith("lab \"lab\" is partly up with the topology dr;");
    }

    private static String text(List<String> holders) {
        NodeReport first = new NodeReport(
                "director-1",
                "192.168.148.130",
                List.of("192.168.148.130"),
                List.of(new ProcessReport("agent", false)),
                List.of());
        NodeReport second = new NodeReport(
                "director-2",
                "192.168.148.131",
                List.of("192.168.148.131"),
                List.of(new ProcessReport("agent", true)),
                List.of(new RoleReport("vi-1", "Active"), new RoleReport("vi-2", "Backup")));
        return StatusText.of(new Report(
                "lab", "partial", "dr", "host", VIP, Map.of(VIP, holders), List.of(first, second), Map.of(), null));
    }
}
