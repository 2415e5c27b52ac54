package dev.lvsfleet.controlplane.group;

import dev.lvsfleet.controlplane.problem.FieldError;
import java.util.Optional;

/** Knows what of a group would bring a role back before the connections are known. Asked inside the caller's transaction. */
public interface HastyReturns {

    /**
     * What would.
     *
     * @param router a virtual router's name
     * @param fault the field of it that would, and what it must be
     */
    record Hasty(String router, FieldError fault) {}

    /** The first by name of the group's. */
    Optional<Hasty> hasty(String group);
}
