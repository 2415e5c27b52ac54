package dev.lvsfleet.controlplane.virtualrouter;

import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.RouterState;
import dev.lvsfleet.controlplane.virtualrouter.Standing.Heard;
import dev.lvsfleet.controlplane.virtualrouter.Standing.Wish;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Reads out of what the members said how their tables compare, and what became of a switch-over. */
final class ElectionRules {

    private ElectionRules() {}

    /** How the members' IPVS tables compare. */
    enum Tables {
        EQUAL,
        DIFFERENT,
        /** Somebody has not said, and those who have are equal. */
        UNKNOWN;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What became of a switch-over. */
    enum Outcome {
        PENDING,
        /** Somebody else is Active. */
        DONE,
        /** Who was asked has seen the wish and is Active: it was not when the wish came, or has the role again. */
        MISSED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Those who took the role over, if the wish was fulfilled. */
    record Fulfilment(Outcome outcome, Optional<Heard> by) {}

    static Tables tables(List<Heard> members) {
        List<String> digests = members.stream()
                .map(it -> it.report() == null ? null : it.report().tableDigest())
                .filter(Objects::nonNull)
                .toList();
        if (digests.stream().distinct().count() > 1) {
            return Tables.DIFFERENT;
        }
        return digests.size() < members.size() ? Tables.UNKNOWN : Tables.EQUAL;
    }

    static Fulfilment fulfilment(Standing standing, Wish wish) {
        Optional<Heard> asked = standing.members().stream()
                .filter(it -> it.director().equals(wish.from()))
                .findFirst();
        Optional<RouterState> state =
                asked.flatMap(it -> it.state(standing.router().name()));
        boolean seen = asked.map(it -> it.applied() >= wish.id()).orElse(false)
                || state.map(it -> it.switchedOver() >= wish.id()).orElse(false);
        if (!seen) {
            return new Fulfilment(Outcome.PENDING, Optional.empty());
        }
        if (state.map(RouterState::role).filter(RouterState.Role.ACTIVE::equals).isPresent()) {
            return new Fulfilment(Outcome.MISSED, Optional.empty());
        }
        Optional<Heard> successor = standing.active().stream().findFirst();
        return new Fulfilment(successor.isPresent() ? Outcome.DONE : Outcome.PENDING, successor);
    }

    /** Why a member could not take the role, as far as it said; empty for one that could. */
    static Optional<String> obstacle(Standing standing, Heard heard) {
        Optional<RouterState> state = heard.state(standing.router().name());
        if (state.isEmpty()) {
            return Optional.of(heard.director() + " has not said what it is");
        }
        String problem = state.get().problem();
        boolean takesPart = state.get().role() == RouterState.Role.BACKUP
                || state.get().role() == RouterState.Role.ACTIVE; // on the other side of a partition
        if (takesPart && problem == null) {
            return Optional.empty();
        }
        return Optional.of(heard.director() + " is "
                + ContractJson.word(state.get().role()) + (problem == null ? "" : " (" + problem + ")"));
    }
}
