package dev.lvsfleet.ipvs;

import java.util.Arrays;
import java.util.Optional;

/** A protocol that IPVS balances. Source: {@code include/uapi/linux/in.h}. */
public enum TransportProtocol {
    TCP(6),
    UDP(17),
    SCTP(132);

    private final int number;

    TransportProtocol(int number) {
        this.number = number;
    }

    /** The IANA protocol number that goes into {@code IPVS_SVC_ATTR_PROTOCOL}. */
    public int number() {
        return number;
    }

    /** The protocol of an IANA number; nothing for one that the kernel takes but does not balance. */
    static Optional<TransportProtocol> of(int number) {
        return Arrays.stream(values()).filter(it -> it.number == number).findFirst();
    }
}
