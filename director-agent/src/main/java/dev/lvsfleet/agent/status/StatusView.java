package dev.lvsfleet.agent.status;

import com.fasterxml.jackson.annotation.JsonInclude;
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
 * @param failures what the newest pass could not do and the next resync tries again
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
        List<String> failures) {

    /**
     * A virtual service as it is served: it has an address, a port and a protocol, or a firewall mark and a family.
     *
     * @param held whether everybody is judged down and stays in for that reason
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
            List<RealServerView> realServers) {}

    /**
     * A real server and whether health lets it serve.
     *
     * @param state {@code in-pool}, {@code ejected}, or {@code held}: down, but in the pool because all are
     */
    public record RealServerView(
            String address,
            int port,
            int weight,
            String forwarding,
            String state,
            @Nullable String target) {}

    /**
     * A desired address.
     *
     * @param present whether it is on its interface
     */
    public record AddressView(String address, int prefixLength, String networkInterface, boolean present) {}
}
