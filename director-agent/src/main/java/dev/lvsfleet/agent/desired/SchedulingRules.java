package dev.lvsfleet.agent.desired;

import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.Persistence;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.SchedulerFlag;
import dev.lvsfleet.contract.ServiceEndpoint;
import java.time.Duration;

/** What is wrong with how a service schedules: the kernel heeds some flags of some services, and drops packets of others. */
final class SchedulingRules {

    private static final Duration LONGEST_PERSISTENCE = Duration.ofDays(31);

    private SchedulingRules() {}

    static void check(DesiredService service, Faults faults) {
        for (SchedulerFlag flag : service.flags()) {
            faults.require(
                    flag.scheduler().isEmpty() || flag.scheduler().get() == service.scheduler(),
                    () -> "service " + service.name() + ": " + flag.word() + " is no flag of scheduler "
                            + service.scheduler().kernelName());
        }
        if (service.flags().contains(SchedulerFlag.ONE_PACKET)) {
            faults.require(
                    isUdp(service.endpoint()) || service.endpoint() instanceof ServiceEndpoint.FirewallMark,
                    () -> "service " + service.name() + ": ops is for UDP alone");
        }
        if (service.persistence() != null) {
            persistence(service, service.persistence(), faults);
        }
        faults.require(
                service.persistence() != null
                        || service.endpoint().hasPort()
                        || service.endpoint() instanceof ServiceEndpoint.FirewallMark,
                () -> "service " + service.name() + ": a service for every port is nothing without persistence");
    }

    private static void persistence(DesiredService service, Persistence persistence, Faults faults) {
        Duration timeout = persistence.timeout();
        faults.require(
                timeout.toSeconds() >= 1 && timeout.compareTo(LONGEST_PERSISTENCE) <= 0,
                () -> "service " + service.name() + ": a persistence of " + timeout
                        + " is not between 1 s and 31 days");
        int bits = service.endpoint().family().bits();
        faults.require(
                persistence.prefixLength() >= 1 && persistence.prefixLength() <= bits,
                () -> "service " + service.name() + ": a persistence prefix of " + persistence.prefixLength()
                        + " is not between 1 and " + bits);
        faults.require(
                !service.flags().contains(SchedulerFlag.ONE_PACKET),
                () -> "service " + service.name() + ": with ops nothing is persistent");
        faults.require(
                persistence.engine() == null || isUdp(service.endpoint()),
                () -> "service " + service.name() + ": persistence by " + persistence.engine() + " is for UDP alone");
    }

    private static boolean isUdp(ServiceEndpoint endpoint) {
        return endpoint instanceof ServiceEndpoint.Address address && address.protocol() == Protocol.UDP;
    }
}
