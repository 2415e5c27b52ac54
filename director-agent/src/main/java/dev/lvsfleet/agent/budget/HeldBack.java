package dev.lvsfleet.agent.budget;

import java.util.Optional;

/**
 * How many deletions of a document were not carried out.
 *
 * @param realServers of services that stay, those that were to get weight 0 included
 */
public record HeldBack(int services, int realServers) {

    public static final HeldBack NOTHING = new HeldBack(0, 0);

    /** What an operator has to know; empty when nothing was held back. */
    public Optional<String> sentence() {
        return equals(NOTHING)
                ? Optional.empty()
                : Optional.of("Held back, because one document may not take away so much: the deletion of " + services
                        + " services and the removal or weight 0 of " + realServers
                        + " real servers; a newer revision, of the same content if need be, has a budget of its own");
    }
}
