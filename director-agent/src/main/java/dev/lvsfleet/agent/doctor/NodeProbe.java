package dev.lvsfleet.agent.doctor;

import dev.lvsfleet.contract.DesiredState;
import java.util.Optional;

/** Looks at this node and changes nothing on it. Used by one thread. */
public interface NodeProbe extends AutoCloseable {

    /** What is seen now; never fails, for what could not be seen is said in its place. Takes a few seconds at most.
     *
     * @param document what the node shall be; without one only what concerns every node is looked at */
    Symptoms look(Optional<DesiredState> document) throws InterruptedException;

    @Override
    void close();
}
