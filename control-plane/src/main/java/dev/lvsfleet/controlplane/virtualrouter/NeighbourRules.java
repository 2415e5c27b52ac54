package dev.lvsfleet.controlplane.virtualrouter;

import dev.lvsfleet.contract.VirtualRouter.Transport;
import dev.lvsfleet.controlplane.problem.FieldError;
import dev.lvsfleet.controlplane.virtualrouter.RouterSpec.Member;
import dev.lvsfleet.controlplane.virtualrouter.Surroundings.Use;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says where a virtual router disagrees with what else there is at its site. */
final class NeighbourRules {

    private NeighbourRules() {}

    /** Every fault of a virtual router that is sound by itself. */
    static List<FieldError> check(RouterSpec spec, Surroundings around) {
        List<FieldError> errors = new ArrayList<>();
        for (int i = 0; i < spec.members().size(); i++) {
            errors.addAll(
                    member(spec, around, "members[" + i + "]", spec.members().get(i)));
        }
        for (int i = 0; i < spec.addresses().size(); i++) {
            errors.addAll(address(
                    spec, around, "addresses[" + i + "]", spec.addresses().get(i)));
        }
        for (int i = 0; i < spec.otherPeers().size(); i++) {
            errors.addAll(otherPeer(
                    spec, around, "otherPeers[" + i + "]", spec.otherPeers().get(i)));
        }
        for (RouterSpec other : around.others()) {
            idFault(spec, other, around).ifPresent(fault -> errors.add(new FieldError("vrid", fault)));
            if (spec.syncGroup() != null && spec.syncGroup().equals(other.syncGroup())) {
                syncFault(spec, other).ifPresent(fault -> errors.add(new FieldError("syncGroup", fault)));
            }
        }
        return List.copyOf(errors);
    }

    /** Why the two cannot have the same id, if they have it. */
    static Optional<String> idFault(RouterSpec one, RouterSpec other, Surroundings around) {
        if (one.vrid() != other.vrid() || one.family() != other.family()) {
            return Optional.empty();
        }
        String id = "Is that of virtual router " + other.name() + " too, ";
        for (Member member : one.members()) {
            Optional<String> its = around.interfaceOf(member);
            boolean shared =
                    other.member(member.director()).flatMap(around::interfaceOf).equals(its);
            if (its.isPresent() && shared) {
                return Optional.of(id + "on " + its.get() + " of " + member.director()
                        + ": nothing else tells their advertisements apart.");
            }
        }
        return isMulticast(one) && isMulticast(other) && !Collections.disjoint(links(one, around), links(other, around))
                ? Optional.of(
                        id + "and both are told by multicast on interfaces of the same name: take another of 1 to 255.")
                : Optional.empty();
    }

    private static boolean isMulticast(RouterSpec spec) {
        return spec.advertising().transport() == Transport.MULTICAST;
    }

    private static List<String> links(RouterSpec spec, Surroundings around) {
        return spec.members().stream()
                .flatMap(member -> around.interfaceOf(member).stream())
                .toList();
    }

    private static List<FieldError> member(RouterSpec spec, Surroundings around, String at, Member member) {
        List<FieldError> errors = new ArrayList<>();
        Surroundings.Node node = around.directors().get(member.director());
        if (node == null || !node.group().equals(spec.group())) {
            errors.add(new FieldError(
                    at + ".director",
                    "There is no director called " + member.director() + " in group " + spec.group() + "."));
        }
        InetAddress source = member.source();
        for (RouterSpec other : around.others()) {
            boolean owned = other.member(member.director())
                    .map(it -> it.source().equals(source))
                    .orElse(false);
            if (other.addresses().contains(source) && !owned) {
                errors.add(new FieldError(at + ".source", "Is an address of virtual router " + other.name() + "."));
            }
            other.members().stream()
                    .filter(it -> it.source().equals(source) && !it.director().equals(member.director()))
                    .filter(it -> !source.isLinkLocalAddress())
                    .forEach(it -> errors.add(new FieldError(
                            at + ".source", "Is the source of " + it.director() + " in " + other.name() + ".")));
        }
        uses(around, source)
                .filter(use ->
                        use.kind() == Use.Kind.VIRTUAL && !spec.addresses().contains(source))
                .forEach(use -> errors.add(new FieldError(
                        at + ".source", "Is a virtual address of " + use.service() + ", which others hold too.")));
        uses(around, source)
                .filter(use -> use.kind() == Use.Kind.HOST)
                .forEach(use -> errors.add(new FieldError(
                        at + ".source", "Is the address of real server " + use.service() + ", another host.")));
        return errors;
    }

    /**
     * One that nobody advertises from. That a director of the fleet has it is none: its other virtual routers may be with a
     * keepalived still.
     */
    private static List<FieldError> otherPeer(RouterSpec spec, Surroundings around, String at, InetAddress peer) {
        List<FieldError> errors = new ArrayList<>();
        for (RouterSpec other : around.others()) {
            if (other.addresses().contains(peer)) {
                errors.add(new FieldError(
                        at, "Is an address of virtual router " + other.name() + ", which moves with its role."));
            }
            other.members().stream()
                    .filter(it -> it.source().equals(peer) && !peer.isLinkLocalAddress())
                    .filter(it -> spec.member(it.director()).isPresent())
                    .forEach(it -> errors.add(new FieldError(
                            at,
                            "Is the address from which " + it.director() + ", a member, advertises in " + other.name()
                                    + ": it would talk to itself.")));
        }
        uses(around, peer)
                .filter(use -> use.kind() == Use.Kind.VIRTUAL)
                .forEach(use -> errors.add(new FieldError(
                        at, "Is a virtual address of " + use.service() + ", which the directors hold.")));
        return errors;
    }

    private static List<FieldError> address(RouterSpec spec, Surroundings around, String at, InetAddress address) {
        List<FieldError> errors = new ArrayList<>();
        for (RouterSpec other : around.others()) {
            if (other.addresses().contains(address)) {
                errors.add(new FieldError(
                        at,
                        "Is an address of virtual router " + other.name() + " of group " + other.group()
                                + " already: both would elect an Active for it."));
            }
            other.members().stream()
                    .filter(it -> it.source().equals(address))
                    .filter(it -> spec.member(it.director())
                            .filter(owner -> owner.source().equals(address))
                            .isEmpty())
                    .forEach(it -> errors.add(new FieldError(
                            at,
                            "Is the address from which " + it.director() + " advertises in " + other.name() + ".")));
            if (other.otherPeers().contains(address)) {
                errors.add(new FieldError(at, "Is one of the otherPeers of virtual router " + other.name() + "."));
            }
        }
        uses(around, address).forEach(use -> {
            boolean elsewhere = !use.group().equals(spec.group());
            switch (use.kind()) {
                case VIRTUAL -> {
                    if (elsewhere) {
                        errors.add(new FieldError(
                                at,
                                "Is a virtual address of " + use.service() + " of group " + use.group()
                                        + ", whose directors hold it."));
                    }
                }
                case REAL_SERVER -> {
                    if (!elsewhere) {
                        errors.add(new FieldError(
                                at,
                                "Is a real server of " + use.service()
                                        + ": what the director that holds it forwards there never leaves it."));
                    }
                }
                case HOST ->
                    errors.add(
                            new FieldError(at, "Is the address of real server " + use.service() + ", another host."));
            }
        });
        return errors;
    }

    /** They take the role in one step, so what would make them want different things is refused. */
    private static Optional<String> syncFault(RouterSpec spec, RouterSpec other) {
        if (!spec.group().equals(other.group())) {
            return Optional.of("Has " + other.name() + " of group " + other.group() + ": it is of one group.");
        }
        if (!new TreeSet<>(directors(spec)).equals(new TreeSet<>(directors(other)))) {
            return Optional.of("Has " + other.name() + ", which has other members: " + directors(other) + ".");
        }
        if (!directors(spec).equals(directors(other))) {
            return Optional.of(
                    "Has " + other.name() + ", whose priorities prefer another director: " + directors(other) + ".");
        }
        return spec.preemption().preempt() == other.preemption().preempt()
                ? Optional.empty()
                : Optional.of("Has " + other.name() + ", whose preempt is another: one that does not would hold all.");
    }

    /** The most preferred first. */
    private static List<String> directors(RouterSpec spec) {
        return spec.members().stream()
                .sorted(Comparator.comparingInt(Member::priority).reversed())
                .map(Member::director)
                .collect(Collectors.toList());
    }

    private static Stream<Use> uses(Surroundings around, InetAddress address) {
        return around.uses().stream().filter(use -> use.address().equals(address));
    }
}
