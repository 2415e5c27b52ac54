package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.ipvs.IpvsOperation;
import dev.lvsfleet.ipvs.IpvsStatistics;
import dev.lvsfleet.ipvs.OperationResult;
import dev.lvsfleet.ipvs.VirtualService;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** This node's kernel, as far as the agent reads and changes it. Used by one thread. */
public interface Kernel extends AutoCloseable {

    /** What is there now, and what it carries.
     *
     * @throws KernelUnavailableException when the kernel has no IPVS, or does not answer */
    Reading observe() throws KernelUnavailableException;

    /** What is carried now.
     *
     * @throws KernelUnavailableException as {@link #observe} does */
    IpvsStatistics statistics() throws KernelUnavailableException;

    /** The services without their real servers, which costs little; those left out that the value model cannot express.
     *
     * @throws KernelUnavailableException as {@link #observe} does */
    List<VirtualService> services() throws KernelUnavailableException;

    /** The addresses on the node's interfaces alone, which costs little.
     *
     * @throws KernelUnavailableException as {@link #observe} does */
    Set<DesiredAddress> addresses() throws KernelUnavailableException;

    /** Does the operations in order, going on past those that fail; what became of each, in the same order.
     *
     * @throws KernelUnavailableException when it is not known what became of them */
    List<OperationResult> apply(List<IpvsOperation> operations) throws KernelUnavailableException;

    /** Puts an address on its interface; why it failed, if it did. */
    Optional<String> add(DesiredAddress address);

    /** Takes an address off its interface; why it failed, if it did. */
    Optional<String> remove(DesiredAddress address);

    @Override
    void close();
}
