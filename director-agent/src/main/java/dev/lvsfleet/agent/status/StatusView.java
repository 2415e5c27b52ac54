package dev.lvsfleet.agent.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /api/v1/status} answers.
 *
 * @param now the node's clock, to compare the other instants with
 * @param revision the revision in force; 0 for none
 * @param lastPassAt null before the first pass
 * @param kernel {@code ok}, or why it cannot be used
 * @param bus {@code ok} when the newest report was delivered, else {@code waiting}
 * @param addresses the desired addresses
 * @param foreign entries that are not ours and are left alone
 * @param failures what the newest pass could not do and the next resync tries again, and what was left to whoever made it
 * @param heldBack which deletions of the document are beyond its budget; null when none are
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StatusView(
        String node,
        String site,
        Instant now,
        long revision,
        @Nullable Instant lastPassAt,
        String kernel,
        String bus,
        List<ServiceView> services,
        List<AddressView> addresses,
        List<String> foreign,
        List<String> failures,
        @Nullable String heldBack) {

    /**
     * A virtual service as it is served: it has an address, a port and a protocol, or a firewall mark and a family.
     *
     * @param held whether real servers are down and serve all the same
     * @param quorum whether the pool has its quorum
     * @param realServers those of the document, then those that drain
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ServiceView(
            String name,
            @Nullable String address,
            @Nullable Integer port,
            @Nullable String protocol,
            @Nullable Long firewallMark,
            @Nullable String family,
            String scheduler,
            boolean held,
            boolean quorum,
            List<RealServerView> realServers,
            List<RealServerView> fallback) {}

    /**
     * A real server and what the rules of its pool let it do.
     *
     * @param weight the operator's
     * @param state {@code in-pool}, {@code ramping}, {@code held}, {@code quiesced}, {@code ejected}, {@code draining},
     *     {@code fallback} or {@code standby}
     * @param effectiveWeight the kernel's; null when it is not in the table
     * @param remaining how much of its time to drain is left
     * @param connections how many it waits for; null before they were counted
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RealServerView(
            String address,
            int port,
            int weight,
            String forwarding,
            String state,
            @Nullable Integer effectiveWeight,
            @Nullable Duration remaining,
            @Nullable Long connections,
            @Nullable String target) {}

    /**
     * A desired address.
     *
     * @param present whether it is on its interface
     */
    public record AddressView(String address, int prefixLength, String networkInterface, boolean present) {}
}
