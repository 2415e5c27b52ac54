package dev.lvsfleet.controlplane.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.contract.Persistence;
import dev.lvsfleet.contract.PersistenceEngine;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.Scheduler;
import dev.lvsfleet.contract.SchedulerFlag;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.controlplane.problem.FieldError;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SchedulingRulesTest {

    private static final ServiceEndpoint MARK = new ServiceEndpoint.FirewallMark(AddressFamily.IPV4, 7);

    @ParameterizedTest
    @CsvSource({"SH_PORT,SH", "SH_FALLBACK,SH", "MH_PORT,MH", "MH_FALLBACK,MH"})
    void aFlagIsForItsOwnSchedulerAlone(SchedulerFlag flag, Scheduler its) {
        for (Scheduler scheduler : Scheduler.values()) {
            assertThat(fields(scheduler, Set.of(flag), null, over(Protocol.TCP)))
                    .isEqualTo(scheduler == its ? List.of() : List.of("schedulerFlags"));
        }
    }

    @Test
    void oneDatagramAtATimeIsForDatagrams() {
        Set<SchedulerFlag> ops = Set.of(SchedulerFlag.ONE_PACKET);

        assertThat(fields(Scheduler.RR, ops, null, over(Protocol.UDP))).isEmpty();
        assertThat(fields(Scheduler.RR, ops, null, over(Protocol.TCP))).containsExactly("schedulerFlags");
        assertThat(fields(Scheduler.RR, ops, null, over(Protocol.SCTP))).containsExactly("schedulerFlags");
        assertThat(fields(Scheduler.RR, ops, null, MARK)).isEmpty();
    }

    @Test
    void whoIsScheduledAnewWithEachDatagramDoesNotStay() {
        assertThat(fields(Scheduler.RR, Set.of(SchedulerFlag.ONE_PACKET), persistence(32, null), over(Protocol.UDP)))
                .containsExactly("persistence");
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void sipIsForUdp(Protocol protocol) {
        assertThat(fields(Scheduler.RR, Set.of(), persistence(32, PersistenceEngine.SIP), over(protocol)))
                .isEqualTo(protocol == Protocol.UDP ? List.of() : List.of("persistence.engine"));
    }

    @Test
    void sipIsNotForAMarkThatMayStandForAnything() {
        assertThat(fields(Scheduler.RR, Set.of(), persistence(32, PersistenceEngine.SIP), MARK))
                .containsExactly("persistence.engine");
    }

    @Test
    void aPrefixIsNotLongerThanAnAddress() {
        ServiceEndpoint v6 = new ServiceEndpoint.Address(Protocol.TCP, InetAddress.ofLiteral("2001:db8::1"), 80);

        assertThat(fields(Scheduler.RR, Set.of(), persistence(33, null), MARK)).containsExactly("persistence.prefix");
        assertThat(fields(Scheduler.RR, Set.of(), persistence(128, null), v6)).isEmpty();
    }

    @Test
    void everyPortTakesPersistence() {
        ServiceEndpoint everyPort = new ServiceEndpoint.Address(Protocol.TCP, InetAddress.ofLiteral("192.0.2.1"), 0);

        assertThat(fields(Scheduler.RR, Set.of(), null, everyPort)).containsExactly("persistence");
        assertThat(fields(Scheduler.RR, Set.of(), persistence(32, null), everyPort))
                .isEmpty();
    }

    private static Persistence persistence(int prefixLength, @Nullable PersistenceEngine engine) {
        return new Persistence(Duration.ofMinutes(6), prefixLength, engine);
    }

    private static ServiceEndpoint over(Protocol protocol) {
        return new ServiceEndpoint.Address(protocol, InetAddress.ofLiteral("192.0.2.1"), 80);
    }

    private static List<String> fields(
            Scheduler scheduler,
            Set<SchedulerFlag> flags,
            @Nullable Persistence persistence,
            ServiceEndpoint endpoint) {
        return SchedulingRules.check(new Scheduling(scheduler, flags, persistence), endpoint).stream()
                .map(FieldError::field)
                .toList();
    }
}
