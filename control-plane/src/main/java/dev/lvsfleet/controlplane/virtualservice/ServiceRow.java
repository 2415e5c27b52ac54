package dev.lvsfleet.controlplane.virtualservice;

import static java.util.Objects.requireNonNull;

import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.Scheduler;
import dev.lvsfleet.contract.ServiceEndpoint;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.net.InetAddress;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A row of {@code virtual_service}: with an address, a port and a protocol, or with a firewall mark and a family. */
@Entity(name = "VirtualService")
@Table(name = "virtual_service")
public class ServiceRow {

    @Id
    public String name = "";

    @Column(name = "group_name")
    public String group = "";

    public @Nullable String address;
    public @Nullable Integer port;

    @Enumerated(EnumType.STRING)
    public @Nullable Protocol protocol;

    @Column(name = "firewall_mark")
    public @Nullable Long firewallMark;

    @Enumerated(EnumType.STRING)
    public @Nullable AddressFamily family;

    @Enumerated(EnumType.STRING)
    public Scheduler scheduler = Scheduler.WRR;

    @Enumerated(EnumType.STRING)
    public Forwarding forwarding = Forwarding.DIRECT_ROUTING;

    @Column(name = "real_servers")
    @ColumnTransformer(write = "?::jsonb")
    public String realServers = "[]";

    @ColumnTransformer(write = "?::jsonb")
    public String fallback = "[]";

    @Column(name = "real_server_count")
    public int realServerCount;

    @Column(name = "health_check")
    @ColumnTransformer(write = "?::jsonb")
    public @Nullable String healthCheck;

    @ColumnTransformer(write = "?::jsonb")
    public @Nullable String options;

    public long version;

    /** A row that is not in the database yet. */
    static ServiceRow of(VirtualService service) {
        ServiceRow row = new ServiceRow();
        row.name = service.name();
        row.set(service);
        return row;
    }

    void set(VirtualService service) {
        group = service.group();
        endpoint(service.endpoint());
        scheduler = service.scheduling().scheduler();
        forwarding = service.delivery().forwarding();
        realServers = StoredJson.write(service.realServers());
        fallback = StoredJson.write(service.fallback());
        realServerCount = service.realServers().size() + service.fallback().size();
        healthCheck = StoredJson.write(service.healthCheck().map(ServiceCheck::how));
        options = StoredJson.write(StoredOptions.of(service));
    }

    private void endpoint(ServiceEndpoint endpoint) {
        address = null;
        port = null;
        protocol = null;
        firewallMark = null;
        family = null;
        switch (endpoint) {
            case ServiceEndpoint.Address its -> {
                address = AddressText.of(its.address());
                port = its.port();
                protocol = its.protocol();
            }
            case ServiceEndpoint.FirewallMark its -> {
                firewallMark = its.mark();
                family = its.family();
            }
        }
    }

    /** The service that the row holds. */
    public VirtualService service() {
        StoredOptions stored = StoredJson.options(options);
        ServiceEndpoint endpoint = endpoint();
        return new VirtualService(
                name,
                group,
                endpoint,
                stored.addresses(endpoint),
                new Scheduling(scheduler, stored.flags(), stored.persistence()),
                new Delivery(forwarding, stored.tunnel()),
                StoredJson.realServers(realServers),
                StoredJson.realServers(fallback),
                stored.policy(),
                StoredJson.healthCheck(healthCheck)
                        .map(how -> new ServiceCheck(how, stored.checkPort()))
                        .orElse(null),
                stored.requirePrepared());
    }

    private ServiceEndpoint endpoint() {
        return firewallMark == null
                ? new ServiceEndpoint.Address(
                        requireNonNull(protocol), InetAddress.ofLiteral(requireNonNull(address)), requireNonNull(port))
                : new ServiceEndpoint.FirewallMark(requireNonNull(family), firewallMark);
    }
}
