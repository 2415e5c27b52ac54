package dev.lvsfleet.controlplane.virtualrouter;

import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.contract.VirtualRouterLimits;
import dev.lvsfleet.contract.WhenUnable;
import dev.lvsfleet.controlplane.problem.FieldError;
import dev.lvsfleet.controlplane.virtualrouter.RouterSpec.Member;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Says what is wrong with a virtual router by itself: what contradicts itself, or would come out otherwise than it reads. Where
 * keepalived corrects such a thing without a word, the peers do not know; here nothing is corrected.
 */
final class VirtualRouterRules {

    private VirtualRouterRules() {}

    /** Every fault; none for a sound virtual router. */
    static List<FieldError> check(RouterSpec spec) {
        List<FieldError> missing = missing(spec);
        return missing.isEmpty()
                ? Stream.of(addresses(spec), advertising(spec), members(spec), otherPeers(spec), preemption(spec))
                        .flatMap(List::stream)
                        .toList()
                : missing;
    }

    private static List<FieldError> missing(RouterSpec spec) {
        List<FieldError> errors = new ArrayList<>();
        if (spec.addresses().isEmpty()) {
            errors.add(new FieldError("addresses", "Is required: 1 to 255 addresses that the Active holds."));
        }
        if (spec.members().isEmpty()) {
            errors.add(new FieldError("members", "Is required: 1 to 16 directors of the group."));
        }
        return errors;
    }

    private static List<FieldError> addresses(RouterSpec spec) {
        List<FieldError> errors = new ArrayList<>();
        Set<InetAddress> seen = new HashSet<>();
        for (int i = 0; i < spec.addresses().size(); i++) {
            InetAddress address = spec.addresses().get(i);
            if (AddressFamily.of(address) != spec.family()) {
                errors.add(new FieldError(
                        "addresses[" + i + "]",
                        "Must be of one family with the others: make a virtual router for each."));
            }
            if (!seen.add(address)) {
                errors.add(new FieldError("addresses[" + i + "]", "Is there twice."));
            }
        }
        int most = VirtualRouterLimits.mostAddresses(spec.family());
        if (spec.family() == AddressFamily.IPV6 && spec.addresses().size() > most) {
            errors.add(new FieldError(
                    "addresses",
                    "May have at most " + most + " IPv6 addresses: an advertisement of more does not fit into"
                            + " 1500 bytes."));
        }
        return errors;
    }

    private static List<FieldError> advertising(RouterSpec spec) {
        List<FieldError> errors = new ArrayList<>();
        Duration interval = spec.advertising().interval();
        String password = spec.advertising().password();
        if (spec.advertising().version() == 2) {
            if (spec.family() == AddressFamily.IPV6) {
                errors.add(new FieldError("vrrpVersion", "Must be 3 with IPv6: version 2 is for IPv4 alone."));
            }
            if (!VirtualRouterLimits.isIntervalOfV2(interval)) {
                errors.add(new FieldError(
                        "advertInterval", "Must be whole seconds with vrrpVersion 2, which can say no less."));
            }
            if (password != null && !VirtualRouterLimits.isPassword(password)) {
                errors.add(new FieldError(
                        "password",
                        "Must be 1 to 8 visible ASCII characters: an advertisement has no room for more, and a peer"
                                + " may cut off the rest."));
            }
            return errors;
        }
        if (!VirtualRouterLimits.isIntervalOfV3(interval)) {
            errors.add(
                    new FieldError("advertInterval", "Must be 10ms to 40950ms in steps of 10ms with vrrpVersion 3."));
        }
        if (password != null) {
            errors.add(new FieldError(
                    "password", "Must be left out with vrrpVersion 3, which has none: nobody would check it."));
        }
        return errors;
    }

    private static List<FieldError> members(RouterSpec spec) {
        List<FieldError> errors = new ArrayList<>();
        Set<String> directors = new HashSet<>();
        Map<Integer, String> priorities = new HashMap<>();
        Map<InetAddress, String> sources = new HashMap<>();
        for (int i = 0; i < spec.members().size(); i++) {
            Member member = spec.members().get(i);
            String at = "members[" + i + "]";
            if (!directors.add(member.director())) {
                errors.add(new FieldError(at + ".director", "Is a member twice."));
            }
            String equal = priorities.putIfAbsent(member.priority(), member.director());
            if (equal != null) {
                errors.add(new FieldError(
                        at + ".priority",
                        "Must differ from that of " + equal + ": of equals the higher address would decide, which"
                                + " nobody reads here."));
            }
            String same = sources.putIfAbsent(member.source(), member.director());
            if (same != null) {
                errors.add(new FieldError(at + ".source", "Is the source of " + same + "."));
            }
            if (AddressFamily.of(member.source()) != spec.family()) {
                errors.add(new FieldError(at + ".source", "Must be of the family of the addresses."));
            }
            errors.addAll(owner(spec, at, member));
        }
        return errors;
    }

    /** Priority 255 says that the address is the node's own, and nothing else says it (RFC 9568, section 5.2.4). */
    private static List<FieldError> owner(RouterSpec spec, String at, Member member) {
        List<FieldError> errors = new ArrayList<>();
        boolean owner = spec.addresses().contains(member.source());
        if (owner && member.priority() != VirtualRouterLimits.OWNER) {
            errors.add(new FieldError(
                    at + ".source",
                    "Is one of the addresses: whoever owns it has priority 255, and any other would lose its own"
                            + " address with the role."));
        }
        if (!owner && member.priority() == VirtualRouterLimits.OWNER) {
            errors.add(new FieldError(
                    at + ".priority", "Must be 1 to 254: 255 is for a director whose source is one of the addresses."));
        }
        return errors;
    }

    private static List<FieldError> otherPeers(RouterSpec spec) {
        List<FieldError> errors = new ArrayList<>();
        Set<InetAddress> seen = new HashSet<>();
        for (int i = 0; i < spec.otherPeers().size(); i++) {
            InetAddress peer = spec.otherPeers().get(i);
            String at = "otherPeers[" + i + "]";
            if (AddressFamily.of(peer) != spec.family()) {
                errors.add(new FieldError(at, "Must be of the family of the addresses."));
            }
            if (spec.addresses().contains(peer)) {
                errors.add(new FieldError(
                        at,
                        "Is one of the addresses: with the role a director would talk to itself there, and the peer"
                                + " would lose its own address."));
            }
            if (!seen.add(peer)
                    || spec.members().stream().anyMatch(it -> it.source().equals(peer))) {
                errors.add(new FieldError(at, "Is there twice, or is the source of a member."));
            }
        }
        return errors;
    }

    private static List<FieldError> preemption(RouterSpec spec) {
        List<FieldError> errors = new ArrayList<>();
        boolean owned = spec.members().stream()
                .anyMatch(it -> it.priority() == VirtualRouterLimits.OWNER
                        && spec.addresses().contains(it.source()));
        boolean preempt = spec.preemption().preempt();
        boolean delayed = !spec.preemption().delay().isZero();
        if (owned && !preempt) {
            errors.add(new FieldError(
                    "preempt",
                    "Must be true with a member of priority 255: the owner of an address always takes it back"
                            + " (RFC 9568, section 6.1)."));
        }
        if (owned && delayed) {
            errors.add(new FieldError(
                    "preemptDelay",
                    "Must be left out with a member of priority 255: the owner of an address waits for nobody."));
        }
        if (!preempt && delayed) {
            errors.add(new FieldError("preemptDelay", "Must be left out without preempt: nobody would wait for it."));
        }
        if (spec.safety().whenUnable() == WhenUnable.LOWER) {
            errors.addAll(sinking("whenUnable", "fault", preempt, owned));
        }
        if (spec.safety().yieldWithoutQuorum()) {
            errors.addAll(sinking("yieldWithoutQuorum", "false", preempt, owned));
        }
        return errors;
    }

    /** What gives the role away by a priority that sinks does nothing where none sinks, or nobody takes it for that. */
    private static List<FieldError> sinking(String field, String must, boolean preempt, boolean owned) {
        List<FieldError> errors = new ArrayList<>();
        if (!preempt) {
            errors.add(new FieldError(
                    field,
                    "Must be " + must
                            + " without preempt: no peer takes the role from an Active whose priority sinks."));
        }
        if (owned) {
            errors.add(new FieldError(field, "Must be " + must + " with a member of priority 255, which cannot sink."));
        }
        return errors;
    }
}
