package dev.lvsfleet.contract;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * Everything one node should be: one whole document, never a delta, keyed on the bus by the node's name.
 *
 * @param schema {@link #SCHEMA}
 * @param node the director this document is for; an agent refuses another's
 * @param revision grows with every change that touches this node and never repeats with other content
 * @param site the data center the node stands in
 * @param group the director group the node belongs to
 * @param revisedAt when the change that made this revision was accepted; for display and measurement, never for order
 * @param addresses the virtual addresses the node holds
 * @param services the virtual services in its IPVS table
 */
public record DesiredState(
        int schema,
        String node,
        long revision,
        String site,
        String group,
        Instant revisedAt,
        List<DesiredAddress> addresses,
        List<DesiredService> services)
        implements ContractRecord {

    public static final int SCHEMA = 2;

    public DesiredState {
        requireNonNull(node, "node is null");
        requireNonNull(site, "site is null");
        requireNonNull(group, "group is null");
        requireNonNull(revisedAt, "revisedAt is null");
        addresses = List.copyOf(addresses);
        services = List.copyOf(services);
    }

    @Override
    public String key() {
        return node;
    }
}
