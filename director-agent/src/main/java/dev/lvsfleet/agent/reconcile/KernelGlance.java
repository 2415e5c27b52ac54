package dev.lvsfleet.agent.reconcile;

/** Looks into this node's kernel beside the loop that changes it. For any thread. */
public interface KernelGlance {

    /** What is there now.
     *
     * @throws KernelUnavailableException when the kernel has no IPVS, or does not answer */
    Observation look() throws KernelUnavailableException;
}
