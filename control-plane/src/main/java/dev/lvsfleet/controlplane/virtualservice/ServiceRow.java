package dev.lvsfleet.controlplane.virtualservice;

import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.Scheduler;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.net.InetAddress;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A row of {@code virtual_service}. */
@Entity(name = "VirtualService")
@Table(name = "virtual_service")
public class ServiceRow {

    @Id
    public String name = "";

    @Column(name = "group_name")
    public String group = "";

    public String address = "";
    public int port;

    @Enumerated(EnumType.STRING)
    public Protocol protocol = Protocol.TCP;

    @Enumerated(EnumType.STRING)
    public Scheduler scheduler = Scheduler.WRR;

    @Enumerated(EnumType.STRING)
    public Forwarding forwarding = Forwarding.DIRECT_ROUTING;

    @Column(name = "real_servers")
    @ColumnTransformer(write = "?::jsonb")
    public String realServers = "[]";

    @Column(name = "real_server_count")
    public int realServerCount;

    @Column(name = "health_check")
    @ColumnTransformer(write = "?::jsonb")
    public @Nullable String healthCheck;

    public long version;

    void set(VirtualService service) {
        group = service.group();
        address = service.address().getHostAddress();
        port = service.port();
        protocol = service.protocol();
        scheduler = service.scheduler();
        forwarding = service.forwarding();
        realServers = StoredJson.write(service.realServers());
        realServerCount = service.realServers().size();
        healthCheck = StoredJson.write(service.healthCheck());
    }

    VirtualService service() {
        return new VirtualService(
                name,
                group,
                InetAddress.ofLiteral(address),
                port,
                protocol,
                scheduler,
                forwarding,
                StoredJson.realServers(realServers),
                StoredJson.healthCheck(healthCheck).orElse(null));
    }
}
