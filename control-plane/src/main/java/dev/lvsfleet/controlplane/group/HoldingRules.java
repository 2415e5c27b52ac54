package dev.lvsfleet.controlplane.group;

import java.util.List;
import java.util.Optional;

/** Says whether several directors would hold one address at once without anybody having stated that. Pure. */
final class HoldingRules {

    private HoldingRules() {}

    /**
     * Those that would hold the addresses.
     *
     * @param holding as the group states it
     * @param directors how many the group has
     */
    record Holders(String group, Holding holding, long directors) {}

    /**
     * An address at which a service of the group is.
     *
     * @param elected whether a virtual router of the group has it, so that one director holds it at a time
     */
    record Held(String service, String address, boolean elected) {}

    /** The first that all of them would hold. */
    static Optional<Held> unelected(Holders holders, List<Held> addresses) {
        if (holders.holding() == Holding.EVERYWHERE || holders.directors() <= 1) {
            return Optional.empty();
        }
        return addresses.stream().filter(held -> !held.elected()).findFirst();
    }

    /** Why that cannot be, and what there is to do. */
    static String sentence(Holders holders, Held unelected) {
        return "No virtual router would have " + unelected.address() + ", at which virtual service "
                + unelected.service() + " is, so the several directors of group " + holders.group()
                + " would all hold it at once. Make a virtual router that has it first (or move the service), or state"
                + " \"addresses\": \"everywhere\" in the group when something before them spreads the packets.";
    }
}
