package dev.lvsfleet.controlplane.election;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.RouterState;
import dev.lvsfleet.controlplane.election.ElectionRules.Outcome;
import dev.lvsfleet.controlplane.election.Standing.Heard;
import dev.lvsfleet.controlplane.election.Standing.Wish;
import dev.lvsfleet.controlplane.election.Standing.Worth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A virtual router in the answer about its group: who is what, as the members last said.
 *
 * @param active whose word that it is Active counts
 * @param tables how the members' IPVS tables compare
 * @param switchOver the newest one that was asked for; absent before any
 */
@JsonInclude(Include.NON_NULL)
public record ElectionView(
        String name,
        int vrid,
        List<String> active,
        String tables,
        List<MemberView> members,
        @Nullable SwitchOverView switchOver) {

    /**
     * A member.
     *
     * @param configuredPriority as the virtual router has it
     * @param role as it said, or {@code silent} or {@code outdated} when its word does not count
     * @param lastRole what it said then; absent when that counts
     * @param priority as it counts now
     * @param since when it got this role, by its own clock
     * @param reportedAt by its own clock
     * @param ageMillis since its report was received, by the clock here
     */
    @JsonInclude(Include.NON_NULL)
    public record MemberView(
            String director,
            int configuredPriority,
            String role,
            @Nullable String lastRole,
            @Nullable Integer priority,
            @Nullable Instant since,
            @Nullable String reason,
            @Nullable Long advertsSent,
            @Nullable Long advertsReceived,
            @Nullable Map<String, Long> discarded,
            @Nullable Long lastTakeoverMillis,
            @Nullable String problem,
            @Nullable Instant reportedAt,
            @Nullable Long ageMillis) {

        static MemberView of(Standing standing, Heard heard) {
            Optional<RouterState> state = heard.state(standing.router().name());
            String said = ContractJson.word(standing.saidRole(heard));
            boolean counts = state.isEmpty() || standing.worth(heard) == Worth.COUNTS;
            return new MemberView(
                    heard.director(),
                    heard.member().priority(),
                    counts ? said : standing.worth(heard).name().toLowerCase(Locale.ROOT),
                    counts ? null : said,
                    state.map(RouterState::priority).orElse(null),
                    state.map(RouterState::since).orElse(null),
                    state.map(RouterState::reason).orElse(null),
                    state.map(RouterState::advertsSent).orElse(null),
                    state.map(RouterState::advertsReceived).orElse(null),
                    state.map(RouterState::discarded).orElse(null),
                    takeover(state),
                    state.map(RouterState::problem).orElse(null),
                    heard.report() == null ? null : heard.report().reportedAt(),
                    heard.receivedAt() == null
                            ? null
                            : standing.age(heard.receivedAt()).toMillis());
        }
    }

    /**
     * A switch-over that was asked for; what became of it stays.
     *
     * @param to who was Active instead; absent unless it was done
     * @param gapMillis for how long nobody advertised, as the new Active measured it
     * @param endedAt when that was known here; absent before
     */
    @JsonInclude(Include.NON_NULL)
    public record SwitchOverView(
            long id,
            String from,
            Instant askedAt,
            String state,
            @Nullable String to,
            @Nullable Long gapMillis,
            @Nullable Instant endedAt) {

        static SwitchOverView of(Wish wish) {
            Wish.End end = wish.end();
            return end == null
                    ? new SwitchOverView(
                            wish.id(), wish.from(), wish.askedAt(), Outcome.PENDING.word(), null, null, null)
                    : new SwitchOverView(
                            wish.id(),
                            wish.from(),
                            wish.askedAt(),
                            end.outcome().word(),
                            end.to(),
                            end.gapMillis(),
                            end.at());
        }
    }

    static ElectionView of(Standing standing) {
        return new ElectionView(
                standing.router().name(),
                standing.router().vrid(),
                standing.active().stream().map(Heard::director).toList(),
                ElectionRules.tables(standing).word(),
                standing.members().stream()
                        .map(it -> MemberView.of(standing, it))
                        .toList(),
                standing.wish() == null ? null : SwitchOverView.of(standing.wish()));
    }

    static @Nullable Long takeover(Optional<RouterState> state) {
        return state.map(RouterState::lastTakeover).map(Duration::toMillis).orElse(null);
    }
}
