package dev.lvsfleet.contract;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a director's kernel holds of one virtual service, sent when that changes; or, with no service, the director's pulse: all
 * that it has said of its services holds at this revision and was so at this time. The records of one director are in one
 * partition, in the order in which they were true.
 *
 * @param schema {@link #SCHEMA}
 * @param node the director
 * @param service the service's name; empty in a pulse
 * @param revision the revision in force when it was seen; 0 for none
 * @param observedAt when it was seen, by the node's clock
 * @param equal whether the kernel holds of the service what the agent wants it to hold; of everything, in a pulse
 * @param quorum whether the pool has its quorum
 * @param fallback whether the fallback serves in the place of the pool
 * @param realServers of the document, then those that drain; empty in a pulse
 */
public record ServiceState(
        int schema,
        String node,
        String service,
        long revision,
        Instant observedAt,
        boolean equal,
        boolean quorum,
        boolean fallback,
        List<Backend> realServers)
        implements ContractRecord {

    public static final int SCHEMA = 1;

    public ServiceState {
        requireNonNull(node, "node is null");
        requireNonNull(service, "service is null");
        requireNonNull(observedAt, "observedAt is null");
        realServers = List.copyOf(realServers);
    }

    /** A director's pulse. */
    public static ServiceState pulse(String node, long revision, Instant observedAt, boolean equal) {
        return new ServiceState(SCHEMA, node, "", revision, observedAt, equal, false, false, List.of());
    }

    /** The key of what a node says of a service; a name has no slash. */
    public static String key(String node, String service) {
        return service.isEmpty() ? node : node + "/" + service;
    }

    @Override
    public String key() {
        return key(node, service);
    }

    /**
     * A real server as the kernel has it.
     *
     * @param port 0 in a firewall-mark service
     * @param weight the kernel's; null when it is not in the table
     * @param wanted the weight that the agent gives it; null when it is to be out of the table
     * @param active established connections when they were last counted; null before, and when it is not in the table
     * @param inactive every other connection, likewise
     * @param since the revision at which it became what it is, membership and weight; the one in force at the agent's start, if
     *     it was so before
     */
    public record Backend(
            InetAddress address,
            int port,
            Place place,
            @Nullable Integer weight,
            @Nullable Integer wanted,
            @Nullable Long active,
            @Nullable Long inactive,
            long since) {

        public Backend {
            requireNonNull(address, "address is null");
            requireNonNull(place, "place is null");
        }
    }

    /** What the rules of its pool let a real server do; a place this reader does not know reads as {@link #UNKNOWN}. */
    public enum Place {
        @JsonEnumDefaultValue
        @JsonProperty("unknown")
        UNKNOWN,
        @JsonProperty("in-pool")
        IN_POOL,
        @JsonProperty("ramping")
        RAMPING,
        @JsonProperty("held")
        HELD,
        @JsonProperty("quiesced")
        QUIESCED,
        @JsonProperty("ejected")
        EJECTED,
        @JsonProperty("fallback")
        FALLBACK,
        @JsonProperty("standby")
        STANDBY,
        @JsonProperty("draining")
        DRAINING
    }
}
