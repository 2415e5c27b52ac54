package dev.lvsfleet.controlplane.realserver;

import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.Gateway;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A row of {@code real_server}. */
@Entity(name = "RealServerNode")
@Table(name = "real_server")
public class RealServerRow {

    @Id
    public String name = "";

    public String site = "";

    public String address = "";

    @Column(name = "network_interface")
    public String networkInterface = "";

    @Column(name = "gateway_address")
    public @Nullable String gatewayAddress;

    @Column(name = "gateway_enforce")
    public boolean gatewayEnforce;

    public long version;

    void set(RealServerNode node) {
        site = node.site();
        address = AddressText.of(node.address());
        networkInterface = node.networkInterface();
        gatewayAddress =
                node.gatewayIfAny().map(Gateway::address).map(AddressText::of).orElse(null);
        gatewayEnforce = node.gatewayIfAny().map(Gateway::enforce).orElse(false);
    }
}
