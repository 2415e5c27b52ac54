package dev.lvsfleet.agent.desired;

import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.Gateway;
import dev.lvsfleet.contract.NodeRole;
import dev.lvsfleet.contract.ServedAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Says what is wrong with the part of a document that is about a real server. */
final class ServedRules {

    private ServedRules() {}

    /** One sentence for each fault. */
    static List<String> faults(DesiredState state) {
        List<String> faults = new ArrayList<>();
        if (state.role() == NodeRole.DIRECTOR && !(state.served().isEmpty() && state.gateway() == null)) {
            faults.add("a director serves no address as a real server");
        }
        if (state.role() == NodeRole.REAL_SERVER
                && !(state.addresses().isEmpty() && state.services().isEmpty())) {
            faults.add("a real server balances nothing");
        }
        Set<ServedAddress> seen = new HashSet<>();
        for (ServedAddress served : state.served()) {
            String where = "served address " + AddressText.of(served.address());
            if (!isUnicast(served.address()) || !isUnicast(served.realServer())) {
                faults.add(where + ": not unicast, or its real server's " + AddressText.of(served.realServer())
                        + " is not");
            }
            if ((served.tunnel() != null) != (served.forwarding() == Forwarding.TUNNEL)) {
                faults.add(where + ": " + served.forwarding() + " with tunnel " + served.tunnel());
            }
            if (!seen.add(served)) {
                faults.add(where + " is there twice");
            }
        }
        Gateway gateway = state.gateway();
        if (gateway != null && !isUnicast(gateway.address())) {
            faults.add("gateway " + AddressText.of(gateway.address()) + ": not unicast");
        }
        return faults;
    }

    /** One that may be put on a host: on {@code lo} an address of the loopback network would be taken from the host itself. */
    private static boolean isUnicast(InetAddress address) {
        int first = address.getAddress()[0] & 0xff;
        boolean reserved = address.getAddress().length == 4 && (first == 0 || first >= 240);
        return !reserved
                && !address.isAnyLocalAddress()
                && !address.isLoopbackAddress()
                && !address.isMulticastAddress();
    }
}
