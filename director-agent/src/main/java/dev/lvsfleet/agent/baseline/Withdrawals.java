package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.contract.DesiredAddress;
import java.util.Map;

/**
 * When what nobody wants any more is taken off a node.
 *
 * @param addresses those that left in this run of the agent, each by its own time
 * @param others of every other address
 * @param rest of settings, devices and the route
 */
record Withdrawals(Map<DesiredAddress, Withdrawal> addresses, Withdrawal others, Withdrawal rest) {

    Withdrawals {
        addresses = Map.copyOf(addresses);
    }

    /** The same for everything. */
    static Withdrawals all(Withdrawal one) {
        return new Withdrawals(Map.of(), one, one);
    }

    Withdrawal of(DesiredAddress address) {
        return addresses.getOrDefault(address, others);
    }
}
