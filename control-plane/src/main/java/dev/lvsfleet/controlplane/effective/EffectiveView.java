package dev.lvsfleet.controlplane.effective;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.ServiceState;
import dev.lvsfleet.contract.ServiceState.Backend;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A virtual service as its directors say that they serve it.
 *
 * @param version the revision of the service's last change
 * @param settled whether every director of the group serves what was asked for
 * @param waitingFor what is missing for that, one sentence each
 */
public record EffectiveView(
        String name,
        String group,
        long version,
        boolean settled,
        List<String> waitingFor,
        List<DirectorView> directors) {

    public EffectiveView {
        waitingFor = List.copyOf(waitingFor);
        directors = List.copyOf(directors);
    }

    /**
     * The service on one director.
     *
     * @param revision the newest at which what is said holds; 0 for none
     * @param observedAt by the node's clock; absent before it has said anything
     * @param ageMillis how long ago the fleet received that, by the database's clock; absent likewise
     * @param equal whether the kernel holds what the agent wants it to hold
     * @param quorum whether the pool has its quorum
     * @param fallback whether the fallback serves in the place of the pool
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DirectorView(
            String director,
            boolean settled,
            long revision,
            @Nullable Instant observedAt,
            @Nullable Long ageMillis,
            @Nullable Boolean equal,
            @Nullable Boolean quorum,
            @Nullable Boolean fallback,
            List<RealServerView> realServers) {

        static DirectorView of(Desired desired, Sighting sighting, boolean settled) {
            ServiceState state = sighting.state().map(Sighting.Heard::said).orElse(null);
            return new DirectorView(
                    sighting.director(),
                    settled,
                    sighting.revision(),
                    sighting.observedAt().orElse(null),
                    sighting.age().map(Duration::toMillis).orElse(null),
                    state == null ? null : state.equal(),
                    state == null ? null : state.quorum(),
                    state == null ? null : state.fallback(),
                    state == null
                            ? List.of()
                            : state.realServers().stream()
                                    .map(it -> RealServerView.of(it, desired))
                                    .toList());
        }
    }

    /**
     * A real server in one director's kernel.
     *
     * @param port absent in a firewall-mark service
     * @param place what the rules of the pool let it do, or that the control plane keeps it at weight 0 until its host is prepared
     * @param inTable whether the kernel has it
     * @param weight the kernel's; absent when it is not in the table
     * @param wanted the weight that the agent gives it; absent when it is to be out of the table
     * @param active established connections; absent before they were counted
     * @param inactive other connections, likewise
     * @param since the revision at which membership and weight became what they are
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RealServerView(
            String address,
            @Nullable Integer port,
            String place,
            boolean inTable,
            @Nullable Integer weight,
            @Nullable Integer wanted,
            @Nullable Long active,
            @Nullable Long inactive,
            long since) {

        static final String UNPREPARED = "unprepared";

        static RealServerView of(Backend backend, Desired desired) {
            return new RealServerView(
                    AddressText.of(backend.address()),
                    backend.port() == 0 ? null : backend.port(),
                    SettledRules.isUnprepared(desired, backend) ? UNPREPARED : ContractJson.word(backend.place()),
                    backend.weight() != null,
                    backend.weight(),
                    backend.wanted(),
                    backend.active(),
                    backend.inactive(),
                    backend.since());
        }
    }

    static EffectiveView of(Desired desired, List<Sighting> sightings) {
        List<String> waitingFor = new ArrayList<>();
        List<DirectorView> directors = new ArrayList<>();
        for (Sighting sighting : sightings) {
            List<String> obstacles = SettledRules.obstacles(desired, sighting);
            obstacles.forEach(obstacle -> waitingFor.add(sighting.director() + ": " + obstacle));
            directors.add(DirectorView.of(desired, sighting, obstacles.isEmpty()));
        }
        desired.waiting()
                .forEach((endpoint, reason) -> waitingFor.add(
                        endpoint + " has weight 0 until its host is prepared (requirePrepared): " + reason));
        if (sightings.isEmpty()) {
            waitingFor.add("the group has no director");
        }
        return new EffectiveView(
                desired.name(), desired.group(), desired.version(), waitingFor.isEmpty(), waitingFor, directors);
    }
}
