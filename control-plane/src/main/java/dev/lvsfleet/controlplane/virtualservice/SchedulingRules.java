package dev.lvsfleet.controlplane.virtualservice;

import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.contract.Persistence;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.SchedulerFlag;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.controlplane.problem.FieldError;
import java.util.ArrayList;
import java.util.List;

/** Which flags and which persistence a service can have: the kernel takes all of them and heeds or breaks on some. */
final class SchedulingRules {

    private final Scheduling scheduling;
    private final ServiceEndpoint endpoint;
    private final List<FieldError> errors = new ArrayList<>();

    private SchedulingRules(Scheduling scheduling, ServiceEndpoint endpoint) {
        this.scheduling = scheduling;
        this.endpoint = endpoint;
    }

    static List<FieldError> check(Scheduling scheduling, ServiceEndpoint endpoint) {
        SchedulingRules rules = new SchedulingRules(scheduling, endpoint);
        scheduling.flags().stream().sorted().forEach(rules::flag);
        if (scheduling.persistence() != null) {
            rules.persistence(scheduling.persistence());
        } else if (endpoint instanceof ServiceEndpoint.Address && !endpoint.hasPort()) {
            rules.error(
                    "persistence", "Is required with port 0: the kernel drops what comes to every port without it.");
        }
        return rules.errors;
    }

    private void flag(SchedulerFlag flag) {
        flag.scheduler()
                .filter(its -> its != scheduling.scheduler())
                .ifPresent(its -> error(
                        "schedulerFlags",
                        flag.word() + " is a flag of scheduler " + its.kernelName() + ", not of "
                                + scheduling.scheduler().kernelName() + "."));
        if (flag == SchedulerFlag.ONE_PACKET && takesOtherThanUdp()) {
            error("schedulerFlags", "ops is for udp alone: the kernel does not heed it for connections.");
        }
    }

    private void persistence(Persistence persistence) {
        AddressFamily family = endpoint.family();
        if (persistence.prefixLength() > family.bits()) {
            error("persistence.prefix", "Must be at most " + family.bits() + " with " + ServiceWords.of(family) + ".");
        }
        if (scheduling.flags().contains(SchedulerFlag.ONE_PACKET)) {
            error("persistence", "Must be left out: with ops every datagram is scheduled on its own.");
        }
        if (persistence.engine() != null && !isUdp()) {
            error("persistence.engine", "sip is for udp alone: the kernel drops every other packet.");
        }
    }

    private boolean isUdp() {
        return switch (endpoint) {
            case ServiceEndpoint.Address address -> address.protocol() == Protocol.UDP;
            case ServiceEndpoint.FirewallMark _ -> false;
        };
    }

    /** What a firewall mark stands for only the firewall knows; the kernel heeds ops for its datagrams alone. */
    private boolean takesOtherThanUdp() {
        return endpoint instanceof ServiceEndpoint.Address && !isUdp();
    }

    private void error(String field, String message) {
        errors.add(new FieldError(field, message));
    }
}
