package dev.lvsfleet.contract;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything one node should be: one whole document, never a delta, keyed on the bus by the node's name.
 *
 * @param schema {@link #SCHEMA}
 * @param node the node this document is for; an agent refuses another's
 * @param revision grows with every change that touches this node and never repeats with other content
 * @param site the data center the node stands in
 * @param group the director group the node belongs to; empty for a real server
 * @param revisedAt when the change that made this revision was accepted; for display and measurement, never for order
 * @param addresses the virtual addresses the node always holds; those of its virtual routers are not among them
 * @param services the virtual services in its IPVS table
 * @param role what the node is; what belongs to the other role is empty
 * @param served the virtual addresses whose packets a real server takes
 * @param gateway where a real server's default route shall lead; null when nobody said
 * @param table how a director treats what others have in its IPVS table
 * @param failover what a director holds only while it is elected
 */
public record DesiredState(
        int schema,
        String node,
        long revision,
        String site,
        String group,
        Instant revisedAt,
        List<DesiredAddress> addresses,
        List<DesiredService> services,
        NodeRole role,
        List<ServedAddress> served,
        @Nullable Gateway gateway,
        TablePolicy table,
        Failover failover)
        implements ContractRecord {

    public static final int SCHEMA = 2;

    public DesiredState {
        requireNonNull(node, "node is null");
        requireNonNull(site, "site is null");
        requireNonNull(group, "group is null");
        requireNonNull(revisedAt, "revisedAt is null");
        addresses = List.copyOf(addresses);
        services = List.copyOf(services);
        requireNonNull(role, "role is null");
        served = List.copyOf(served);
        requireNonNull(table, "table is null");
        requireNonNull(failover, "failover is null");
    }

    /** A document of somebody who holds what it has for good. */
    public DesiredState(
            int schema,
            String node,
            long revision,
            String site,
            String group,
            Instant revisedAt,
            List<DesiredAddress> addresses,
            List<DesiredService> services,
            NodeRole role,
            List<ServedAddress> served,
            @Nullable Gateway gateway,
            TablePolicy table) {
        this(
                schema,
                node,
                revision,
                site,
                group,
                revisedAt,
                addresses,
                services,
                role,
                served,
                gateway,
                table,
                Failover.NONE);
    }

    /** The document of a director that adopts what is desired and leaves what is not its own. */
    public DesiredState(
            int schema,
            String node,
            long revision,
            String site,
            String group,
            Instant revisedAt,
            List<DesiredAddress> addresses,
            List<DesiredService> services) {
        this(schema, node, revision, site, group, revisedAt, addresses, services, TablePolicy.DEFAULT);
    }

    /** A director's document. */
    public DesiredState(
            int schema,
            String node,
            long revision,
            String site,
            String group,
            Instant revisedAt,
            List<DesiredAddress> addresses,
            List<DesiredService> services,
            TablePolicy table) {
        this(
                schema,
                node,
                revision,
                site,
                group,
                revisedAt,
                addresses,
                services,
                NodeRole.DIRECTOR,
                List.of(),
                null,
                table);
    }

    /** A real server's document. */
    public static DesiredState ofRealServer(
            String node,
            long revision,
            String site,
            Instant revisedAt,
            List<ServedAddress> served,
            @Nullable Gateway gateway) {
        return new DesiredState(
                SCHEMA,
                node,
                revision,
                site,
                "",
                revisedAt,
                List.of(),
                List.of(),
                NodeRole.REAL_SERVER,
                served,
                gateway,
                TablePolicy.DEFAULT);
    }

    /** The same document with another failover. */
    public DesiredState with(Failover other) {
        return new DesiredState(
                schema, node, revision, site, group, revisedAt, addresses, services, role, served, gateway, table,
                other);
    }

    /** The addresses that the node holds always, and after them those that it holds while it is Active. */
    public List<DesiredAddress> virtualAddresses() {
        Stream<DesiredAddress> elected = failover.virtualRouters().stream()
                .flatMap(router -> router.addresses().stream()
                        .map(address -> new DesiredAddress(
                                address, AddressFamily.of(address).bits(), router.networkInterface())));
        return Stream.concat(addresses.stream(), elected).toList();
    }

    @Override
    public String key() {
        return node;
    }
}
