package dev.lvsfleet.agent.baseline;

import java.util.Optional;

/** This node beside its IPVS table: what its baseline is read from and changed through. Used by one thread. */
public interface Node extends AutoCloseable {

    /** What is there now.
     *
     * @throws NodeUnavailableException when it cannot be read */
    NodeState observe(Inquiry inquiry) throws NodeUnavailableException;

    /** Does it; why it failed, if it did. */
    Optional<String> perform(BaselineOperation operation) throws InterruptedException;

    @Override
    void close();
}
