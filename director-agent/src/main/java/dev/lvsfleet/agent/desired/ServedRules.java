package dev.lvsfleet.agent.desired;

import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.Gateway;
import dev.lvsfleet.contract.ServedAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/** Says what is wrong with the part of a document that is about a real server. */
final class ServedRules {

    private ServedRules() {}

    static void check(DesiredState state, Faults faults) {
        Gateway gateway = state.gateway();
        switch (state.role()) {
            case DIRECTOR ->
                faults.require(
                        state.served().isEmpty() && gateway == null,
                        () -> "a director serves no address as a real server");
            case REAL_SERVER ->
                faults.require(
                        state.addresses().isEmpty() && state.services().isEmpty(),
                        () -> "a real server balances nothing");
        }
        Set<ServedAddress> seen = new HashSet<>();
        for (ServedAddress served : state.served()) {
            Supplier<String> where = () -> "served address " + AddressText.of(served.address());
            // On lo an address of the loopback network would be taken from the host itself.
            faults.require(
                    UnicastRules.isUnicast(served.address()) && UnicastRules.isUnicast(served.realServer()),
                    () -> where.get() + ": not unicast, or its real server's " + AddressText.of(served.realServer())
                            + " is not");
            faults.require(
                    (served.tunnel() != null) == (served.forwarding() == Forwarding.TUNNEL),
                    () -> where.get() + ": " + served.forwarding() + " with tunnel " + served.tunnel());
            faults.require(seen.add(served), () -> where.get() + " is there twice");
        }
        if (gateway != null) {
            faults.require(
                    UnicastRules.isUnicast(gateway.address()),
                    () -> "gateway " + AddressText.of(gateway.address()) + ": not unicast");
        }
    }
}
