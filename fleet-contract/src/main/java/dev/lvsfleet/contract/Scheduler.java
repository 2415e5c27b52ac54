package dev.lvsfleet.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The kernel's IPVS schedulers, named on the wire as the kernel names them. Source: {@code net/netfilter/ipvs}. */
public enum Scheduler {
    RR,
    WRR,
    LC,
    WLC,
    LBLC,
    LBLCR,
    DH,
    SH,
    MH,
    SED,
    NQ,
    FO,
    OVF,
    /** Since Linux 5.14; many distributions' kernels do not ship its module. */
    TWOS;

    /** The name that goes into {@code IPVS_SVC_ATTR_SCHED_NAME}, for example {@code wrr}. */
    @JsonValue
    public String kernelName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
