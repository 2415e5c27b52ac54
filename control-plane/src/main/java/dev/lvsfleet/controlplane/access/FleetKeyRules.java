package dev.lvsfleet.controlplane.access;

import java.util.Optional;

/** Decides whether a replica may sign with the key it has: all replicas of a fleet sign with one. */
final class FleetKeyRules {

    /** What follows. */
    sealed interface Verdict {}

    /** The replica has the fleet's key. */
    record Agrees() implements Verdict {}

    /** From now on this one, the replica's, is the fleet's. */
    record Takes(String fingerprint) implements Verdict {}

    /** The replica must not start; the sentence says what to do. */
    record Refuses(String sentence) implements Verdict {}

    private FleetKeyRules() {}

    /**
     * Judges by fingerprints.
     *
     * @param fleets the fleet's; empty before the first start
     * @param own of the replica's key; empty when it has none, which is right only before the first start
     * @param replacement which key the operator says is the fleet's from now on; empty for no change
     */
    static Verdict judge(Optional<String> fleets, Optional<String> own, Optional<String> replacement) {
        if (fleets.isEmpty() || fleets.equals(own)) {
            return fleets.isEmpty() && own.isPresent() ? new Takes(own.get()) : new Agrees();
        }
        if (own.isEmpty()) {
            return new Refuses(
                    "The fleet's documents are signed with the key " + fleets.get()
                            + ", which is not in lvsfleet.data-dir: copy fleet.key and fleet.pub there from a replica that has it.");
        }
        if (own.equals(replacement)) {
            return new Takes(own.get());
        }
        return new Refuses(
                "The key in lvsfleet.data-dir is " + own.get() + ", but the fleet's documents are signed with "
                        + fleets.get()
                        + ": copy fleet.key and fleet.pub from a replica that has that one, or, to replace it in the"
                        + " whole fleet, start with lvsfleet.signing-key=" + own.get()
                        + " once every agent trusts the new one.");
    }
}
