package dev.lvsfleet.controlplane.virtualrouter;

import dev.lvsfleet.contract.ApplyReport;
import dev.lvsfleet.contract.RouterState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where an election stands, as its members last said.
 *
 * @param members in the order in which the virtual router has them
 * @param wish the newest switch-over asked for; null before any
 */
record Standing(
        RouterSpec router, List<Heard> members, @Nullable Wish wish) {

    Standing {
        members = List.copyOf(members);
    }

    /**
     * What a member said last.
     *
     * @param report its newest, whatever that was about; null before the first
     * @param receivedAt when this side got it; null likewise
     */
    record Heard(
            RouterSpec.Member member,
            @Nullable ApplyReport report,
            @Nullable Instant receivedAt) {

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

    /** That a director gives its role away; the id is the revision that brought the wish. */
    record Wish(long id, String from, Instant askedAt) {}

    RouterState.Role role(Heard heard) {
        return heard.state(router.name()).map(RouterState::role).orElse(RouterState.Role.UNKNOWN);
    }

    /** Those who said that they are Active; more than one when the link between them is broken, or a word is old. */
    List<Heard> active() {
        return members.stream()
                .filter(it -> role(it) == RouterState.Role.ACTIVE)
                .toList();
    }
}
