package dev.lvsfleet.lab.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.lab.life.LabStatus.RoleReport;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoleRulesTest {

    private static final String ADDRESSES = """
            1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever preferred_lft forever
            1: lo    inet 192.168.148.170/32 scope global lo\\       valid_lft forever preferred_lft forever
            1: lo    inet6 ::1/128 scope host \\       valid_lft forever preferred_lft forever
            2: eth0    inet 192.168.148.130/24 brd 192.168.148.255 scope global eth0\\       valid_lft forever
            2: eth0    inet 192.168.148.161/32 scope global eth0\\       valid_lft 5sec preferred_lft 5sec
            2: eth0    inet6 2001:db8::161/128 scope global deprecated \\       valid_lft forever
            2: eth0    inet6 fe80::a8bb:ccff:fedd:1/64 scope link \\       valid_lft forever
            3: eth1    inet 169.254.130.6/30 scope global eth1\\       valid_lft forever
            3: eth1    inet 10.0.0.1 peer 10.0.0.2/32 scope global eth1\\       valid_lft forever
            """;

    @Test
    void aDirectorHoldsWhatItsKernelHasBesideItsOwn() {
        assertThat(RoleRules.held(ADDRESSES, Set.of("192.168.148.130")))
                .containsExactly("192.168.148.161", "2001:db8::161");
        assertThat(RoleRules.held(ADDRESSES, Set.of("192.168.148.161", "2001:db8::161")))
                .isEmpty();
        assertThat(RoleRules.held("", Set.of())).isEmpty();
    }

    @Test
    void theRoleIsWhatTheAgentsFiguresSay() {
        assertThat(RoleRules.roles("""
                        # TYPE lvsfleet_vrrp_active gauge
                        lvsfleet_vrrp_active{router="vi-2"} 0.0
                        lvsfleet_vrrp_active{router="vi-1"} 1.0
                        lvsfleet_vrrp_active{router="vi-3"} 0.0
                        lvsfleet_vrrp_initialize{router="vi-1"} 0.0
                        lvsfleet_vrrp_initialize{router="vi-2"} 1.0
                        lvsfleet_vrrp_initialize{router="vi-3"} 0.0
                        lvsfleet_vrrp_priority{router="vi-1"} 100.0
                        """))
                .containsExactly(
                        new RoleReport("vi-1", "Active"),
                        new RoleReport("vi-2", "Initialize"),
                        new RoleReport("vi-3", "Backup"));
    }

    @Test
    void withoutAVirtualRouterThereIsNone() {
        assertThat(RoleRules.roles("lvsfleet_agent_revision 7.0\n")).isEmpty();
    }
}
