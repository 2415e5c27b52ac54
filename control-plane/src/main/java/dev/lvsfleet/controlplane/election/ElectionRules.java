package dev.lvsfleet.controlplane.election;

import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.RouterState;
import dev.lvsfleet.contract.RouterState.Role;
import dev.lvsfleet.controlplane.election.Standing.Heard;
import dev.lvsfleet.controlplane.election.Standing.Wish;
import dev.lvsfleet.controlplane.election.Standing.Worth;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Reads out of what the members said how their tables compare, and what became of a switch-over. */
final class ElectionRules {

    /**
     * A director reports that it has a document before its election obeys it, which takes a second at most: only whoever is Active
     * after so long has not obeyed.
     */
    static final Duration OBEYING = Duration.ofSeconds(5);

    private ElectionRules() {}

    /** How the members' IPVS tables compare. */
    enum Tables {
        EQUAL,
        DIFFERENT,
        /** Somebody has not said, or has been silent since, and those who have are equal. */
        UNKNOWN;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What became of a switch-over. */
    enum Outcome {
        PENDING,
        /** Who was asked is not Active, and somebody else is. */
        DONE,
        /** Who was asked has the wish and is Active: it was not when the wish came, or has the role again. */
        MISSED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Outcome of(String word) {
            return Arrays.stream(values())
                    .filter(it -> it.word().equals(word))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** What the members' words say of a wish. */
    sealed interface Judgement {

        /** Nothing yet. */
        record Open() implements Judgement {}

        /** Who was asked has the wish and is Active, perhaps just before it obeys. */
        record Doubtful() implements Judgement {}

        /** It has the role no more, and this one has it. */
        record Done(Heard by) implements Judgement {}

        /** It has the role, and keeps it. */
        record Missed() implements Judgement {}
    }

    static Tables tables(Standing standing) {
        List<String> digests = standing.members().stream()
                .filter(it -> standing.worth(it) != Worth.SILENT)
                .map(it -> it.report() == null ? null : it.report().tableDigest())
                .filter(Objects::nonNull)
                .toList();
        if (digests.stream().distinct().count() > 1) {
            return Tables.DIFFERENT;
        }
        return digests.size() < standing.members().size() ? Tables.UNKNOWN : Tables.EQUAL;
    }

    /** Of a wish without an end; the asked one's own word is needed, so one that is silent leaves it open. */
    static Judgement judge(Standing standing, Wish wish) {
        Optional<Heard> asked = standing.members().stream()
                .filter(it -> it.director().equals(wish.from()))
                .filter(it -> standing.worth(it) == Worth.COUNTS)
                .findFirst();
        boolean obeyed = asked.flatMap(it -> it.state(standing.router().name()))
                .map(it -> it.switchedOver() >= wish.id())
                .orElse(false);
        if (asked.isEmpty() || !(obeyed || asked.get().applied() >= wish.id())) {
            return new Judgement.Open();
        }
        if (standing.saidRole(asked.get()) != Role.ACTIVE) {
            return standing.active().stream()
                    .findFirst()
                    .<Judgement>map(Judgement.Done::new)
                    .orElse(new Judgement.Open());
        }
        boolean lasting =
                wish.doubtedAt() != null && standing.age(wish.doubtedAt()).compareTo(OBEYING) >= 0;
        return obeyed || lasting ? new Judgement.Missed() : new Judgement.Doubtful();
    }

    /**
     * Why a member could not take the role, as far as it said; empty for one that could. What the Active has as well is no reason:
     * a pool that is down for both leaves the role as good there as here. The agents' sentences are compared, since a problem has
     * no other name in a report: equal ones are the same problem, and priorities that are lowered alike may be for a worse one.
     */
    static Optional<String> obstacle(Standing standing, Heard active, Heard heard) {
        Optional<RouterState> state = heard.state(standing.router().name());
        if (state.isEmpty()) {
            return Optional.of(heard.director() + " has not said what it is");
        }
        Optional<String> unheard = unheard(standing, heard);
        if (unheard.isPresent()) {
            return unheard;
        }
        String problem = state.get().problem();
        boolean takesPart = state.get().role() == Role.BACKUP
                || state.get().role() == Role.ACTIVE; // on the other side of a partition
        boolean worse = problem != null
                && !active.state(standing.router().name())
                        .map(RouterState::problem)
                        .filter(problem::equals)
                        .isPresent();
        if (takesPart && !worse) {
            return Optional.empty();
        }
        return Optional.of(heard.director() + " is "
                + ContractJson.word(state.get().role()) + (problem == null ? "" : " (" + problem + ")"));
    }

    /** Why the last word of a member does not count; empty when it does. */
    static Optional<String> unheard(Standing standing, Heard heard) {
        if (heard.receivedAt() == null) {
            return Optional.empty();
        }
        String word = ContractJson.word(standing.saidRole(heard));
        return switch (standing.worth(heard)) {
            case COUNTS -> Optional.empty();
            case SILENT ->
                Optional.of(heard.director() + " said last that it is " + word + ", and has been silent for "
                        + standing.age(heard.receivedAt()).toSeconds() + " s");
            case OUTDATED ->
                Optional.of(heard.director() + " said last that it is " + word
                        + ", before another took over, and nothing since");
        };
    }
}
