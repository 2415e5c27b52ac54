package dev.lvsfleet.ipvs;

/** A protocol that IPVS balances. Source: {@code include/uapi/linux/in.h}. */
public enum TransportProtocol {
    TCP(6);

    private final int number;

    TransportProtocol(int number) {
        this.number = number;
    }

    /** The IANA protocol number that goes into {@code IPVS_SVC_ATTR_PROTOCOL}. */
    public int number() {
        return number;
    }
}
