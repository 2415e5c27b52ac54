package dev.lvsfleet.lab.topology;

/** What a node's kernel must have, which not every machine's has. */
public enum KernelFeature {
    /** Forwards as a director does. */
    IPVS("ip_vs"),
    /** Unwraps what a director has put into a tunnel. */
    IPIP("ipip");

    private final String module;

    KernelFeature(String module) {
        this.module = module;
    }

    /** The module that brings it, where it is not a part of the kernel itself. */
    public String module() {
        return module;
    }
}
