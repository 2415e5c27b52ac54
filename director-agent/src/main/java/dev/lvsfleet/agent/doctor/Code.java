package dev.lvsfleet.agent.doctor;

import dev.lvsfleet.contract.Finding;
import dev.lvsfleet.contract.FleetEvent.Severity;
import java.util.Locale;

/** Every kind of finding; docs/doctor.md says of each how it is found. A word never changes its meaning. */
public enum Code {
    CLOCK_UNSYNCHRONISED,
    SELINUX_ENFORCING,
    IPVS_MISSING,
    IPVS_NOT_AT_BOOT,
    FORWARDING_OFF,
    REDIRECTS_ON,
    FIREWALL_MAY_DROP_SERVICE,
    FIREWALL_MAY_DROP_VRRP,
    REAL_SERVER_ANSWERS_ARP,
    ADDRESS_HELD_TWICE,
    TUNNEL_MTU_TOO_SMALL,
    TUNNEL_MODULE_MISSING,
    GATEWAY_IS_DIRECTOR,
    GATEWAY_IS_NOT_DIRECTOR,
    REVERSE_PATH_FILTER,
    CANNOT_TELL;

    /** As it is written: {@code clock-unsynchronised}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Finding error(String subject, String evidence, String remedy) {
        return new Finding(word(), Severity.ERROR, subject, evidence, remedy);
    }

    Finding warning(String subject, String evidence, String remedy) {
        return new Finding(word(), Severity.WARNING, subject, evidence, remedy);
    }

    Finding info(String subject, String evidence, String remedy) {
        return new Finding(word(), Severity.INFO, subject, evidence, remedy);
    }
}
