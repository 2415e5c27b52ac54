package dev.lvsfleet.controlplane.election;

import dev.lvsfleet.contract.ApplyReport;
import dev.lvsfleet.contract.RouterState;
import dev.lvsfleet.contract.RouterState.Role;
import dev.lvsfleet.controlplane.virtualrouter.RouterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where an election stands, as its members last said. All times are by PostgreSQL's clock, those at which something was received;
 * none of a node is compared with them or with another node's.
 *
 * @param members in the order in which the virtual router has them
 * @param wish the newest switch-over asked for; null before any
 * @param now when all this was read
 */
record Standing(
        RouterSpec router, List<Heard> members, @Nullable Wish wish, Instant now) {

    /** Whoever has not reported for so long has missed two reports and had time to bring the third. */
    static final Duration SILENT_AFTER = RouterState.PULSE.multipliedBy(2).plusSeconds(10);

    Standing {
        members = List.copyOf(members);
    }

    /**
     * What a member said last.
     *
     * @param report its newest, whatever that was about; null before the first
     * @param receivedAt when this side got it; null likewise
     * @param roleHeardAt when this side got the first report of its present time in its role; null before the first
     */
    record Heard(
            RouterSpec.Member member,
            @Nullable ApplyReport report,
            @Nullable Instant receivedAt,
            @Nullable Instant roleHeardAt) {

        /** Its part in the virtual router; empty when it has not spoken of that yet. */
        Optional<RouterState> state(String router) {
            return report == null
                    ? Optional.empty()
                    : report.virtualRouters().stream()
                            .filter(it -> it.name().equals(router))
                            .findFirst();
        }

        String director() {
            return member.director();
        }

        /** The newest revision that it was equal to in full; 0 for none. */
        long applied() {
            return report == null ? 0 : report.appliedRevision();
        }
    }

    /**
     * That a director gives its role away; the id is the revision that brought the wish.
     *
     * @param doubtedAt since when it has the wish and is Active still; null when it is not known to
     * @param end what became of it; null while that is open
     */
    record Wish(
            long id,
            String from,
            Instant askedAt,
            @Nullable Instant doubtedAt,
            @Nullable End end) {

        /** What became of a wish, which no later takeover changes. */
        record End(
                ElectionRules.Outcome outcome,
                Instant at,
                @Nullable String to,
                @Nullable Long gapMillis) {}
    }

    /** What the last word of a member is worth. */
    enum Worth {
        COUNTS,
        /** Another has become Active since. */
        OUTDATED,
        /** It is too old to say anything of now. */
        SILENT
    }

    Worth worth(Heard heard) {
        if (heard.receivedAt() == null) {
            return Worth.COUNTS;
        }
        if (age(heard.receivedAt()).compareTo(SILENT_AFTER) > 0) {
            return Worth.SILENT;
        }
        return saidRole(heard) == Role.ACTIVE && members.stream().anyMatch(it -> tookOverSince(it, heard.receivedAt()))
                ? Worth.OUTDATED
                : Worth.COUNTS;
    }

    /** Never of the member who said it: its role was heard with its newest report or before. */
    private boolean tookOverSince(Heard other, Instant word) {
        return saidRole(other) == Role.ACTIVE
                && other.roleHeardAt() != null
                && other.roleHeardAt().isAfter(word);
    }

    /** How long ago that was; never negative. */
    Duration age(Instant received) {
        Duration age = Duration.between(received, now);
        return age.isNegative() ? Duration.ZERO : age;
    }

    /** The role that it said last, whatever that is worth. */
    Role saidRole(Heard heard) {
        return heard.state(router.name()).map(RouterState::role).orElse(Role.UNKNOWN);
    }

    /** Those whose word that they are Active counts; more than one when they do not hear each other. */
    List<Heard> active() {
        return members.stream()
                .filter(it -> saidRole(it) == Role.ACTIVE && worth(it) == Worth.COUNTS)
                .toList();
    }
}
