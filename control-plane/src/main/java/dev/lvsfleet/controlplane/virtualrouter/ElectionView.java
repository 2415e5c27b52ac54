package dev.lvsfleet.controlplane.virtualrouter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.RouterState;
import dev.lvsfleet.controlplane.virtualrouter.ElectionRules.Fulfilment;
import dev.lvsfleet.controlplane.virtualrouter.Standing.Heard;
import dev.lvsfleet.controlplane.virtualrouter.Standing.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A virtual router in the answer about its group: who is what, as the members last said.
 *
 * @param active who says that it is Active
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

        static MemberView of(Standing standing, Heard heard, Instant now) {
            Optional<RouterState> state = heard.state(standing.router().name());
            return new MemberView(
                    heard.director(),
                    heard.member().priority(),
                    ContractJson.word(standing.role(heard)),
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
                            : Math.max(
                                    0, Duration.between(heard.receivedAt(), now).toMillis()));
        }
    }

    /**
     * A switch-over that was asked for.
     *
     * @param to who is Active instead; absent until that is known
     * @param gapMillis for how long nobody advertised, as the new Active measured it
     */
    @JsonInclude(Include.NON_NULL)
    public record SwitchOverView(
            long id,
            String from,
            Instant askedAt,
            String state,
            @Nullable String to,
            @Nullable Long gapMillis) {

        static SwitchOverView of(Standing standing, Wish wish) {
            Fulfilment fulfilment = ElectionRules.fulfilment(standing, wish);
            return new SwitchOverView(
                    wish.id(),
                    wish.from(),
                    wish.askedAt(),
                    fulfilment.outcome().word(),
                    fulfilment.by().map(Heard::director).orElse(null),
                    takeover(fulfilment
                            .by()
                            .flatMap(it -> it.state(standing.router().name()))));
        }
    }

    static ElectionView of(Standing standing, Instant now) {
        return new ElectionView(
                standing.router().name(),
                standing.router().vrid(),
                standing.active().stream().map(Heard::director).toList(),
                ElectionRules.tables(standing.members()).word(),
                standing.members().stream()
                        .map(it -> MemberView.of(standing, it, now))
                        .toList(),
                standing.wish() == null ? null : SwitchOverView.of(standing, standing.wish()));
    }

    private static @Nullable Long takeover(Optional<RouterState> state) {
        return state.map(RouterState::lastTakeover).map(Duration::toMillis).orElse(null);
    }
}
