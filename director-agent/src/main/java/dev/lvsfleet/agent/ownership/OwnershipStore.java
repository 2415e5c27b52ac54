package dev.lvsfleet.agent.ownership;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.lvsfleet.agent.file.AtomicFile;
import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.ipvs.AddressFamily;
import dev.lvsfleet.ipvs.DestinationKey;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.TransportProtocol;
import dev.lvsfleet.ipvs.plan.Ownership;
import dev.lvsfleet.ipvs.plan.Ownership.OwnedDestination;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps what is owned in {@code ownership.json}. Not thread-safe; one thread owns it. */
public final class OwnershipStore {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectWriter WRITER = JSON.writerWithDefaultPrettyPrinter();

    private final AtomicFile file;

    public OwnershipStore(Path stateDirectory) {
        this.file = new AtomicFile(stateDirectory.resolve("ownership.json"));
    }

    record OwnedFile(List<OwnedService> services, List<OwnedAddress> addresses) {}

    /**
     * A service by address and port, or by firewall mark: the others' fields are absent then. Files from before there were
     * firewall marks have the first kind alone.
     *
     * @param protocol absent for a firewall mark
     * @param family of a firewall mark alone, as its mark
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OwnedService(
            @Nullable String protocol,
            @Nullable String address,
            @Nullable Integer port,
            @Nullable String family,
            @Nullable Long firewallMark,
            boolean owned,
            List<Endpoint> destinations) {

        static OwnedService of(ServiceKey key, boolean owned) {
            return switch (key) {
                case ServiceKey.Endpoint(TransportProtocol protocol, InetAddress address, int port) ->
                    new OwnedService(
                            protocol.name(), address.getHostAddress(), port, null, null, owned, new ArrayList<>());
                case ServiceKey.FirewallMark(AddressFamily family, int mark) ->
                    new OwnedService(
                            null, null, null, family.name(), Integer.toUnsignedLong(mark), owned, new ArrayList<>());
            };
        }

        ServiceKey key() {
            if (firewallMark != null && family != null) {
                return new ServiceKey.FirewallMark(
                        AddressFamily.valueOf(family), Integer.parseUnsignedInt(firewallMark.toString()));
            }
            if (protocol == null || address == null || port == null) {
                throw new IllegalArgumentException("a service has neither an address nor a firewall mark");
            }
            return new ServiceKey.Endpoint(TransportProtocol.valueOf(protocol), InetAddress.ofLiteral(address), port);
        }
    }

    record Endpoint(String address, int port) {}

    record OwnedAddress(String address, int prefixLength, String networkInterface) {}

    /** What was owned; nothing when no file was ever written.
     *
     * @throws IOException when the file cannot be read or is damaged; the message names it */
    public Possessions read() throws IOException {
        Optional<byte[]> content = file.read();
        if (content.isEmpty()) {
            return Possessions.NONE;
        }
        try {
            return possessions(JSON.readValue(content.get(), OwnedFile.class));
        } catch (IOException | RuntimeException e) {
            throw new IOException(file.path() + " is damaged: " + e.getMessage(), e);
        }
    }

    /** Keeps a file that cannot be read as {@code ownership.json.damaged}, out of the way of the next claim. */
    public void setAside() throws IOException {
        file.setAside();
    }

    /** Returns when the claims would survive a power cut. */
    public void write(Possessions owned) throws IOException {
        file.write(WRITER.writeValueAsBytes(ownedFile(owned)));
    }

    private static Possessions possessions(OwnedFile read) {
        Set<ServiceKey> services = new HashSet<>();
        Set<OwnedDestination> destinations = new HashSet<>();
        for (OwnedService service : read.services()) {
            ServiceKey key = service.key();
            if (service.owned()) {
                services.add(key);
            }
            for (Endpoint it : service.destinations()) {
                destinations.add(
                        new OwnedDestination(key, new DestinationKey(InetAddress.ofLiteral(it.address()), it.port())));
            }
        }
        Set<DesiredAddress> addresses = new HashSet<>();
        for (OwnedAddress it : read.addresses()) {
            addresses.add(
                    new DesiredAddress(InetAddress.ofLiteral(it.address()), it.prefixLength(), it.networkInterface()));
        }
        return new Possessions(new Ownership(services, destinations), addresses);
    }

    private static OwnedFile ownedFile(Possessions owned) {
        TreeMap<String, OwnedService> services = new TreeMap<>();
        for (ServiceKey key : owned.entries().services()) {
            services.put(key.toString(), OwnedService.of(key, true));
        }
        for (OwnedDestination it : owned.entries().destinations()) {
            services.computeIfAbsent(it.service().toString(), text -> OwnedService.of(it.service(), false))
                    .destinations()
                    .add(new Endpoint(
                            it.destination().address().getHostAddress(),
                            it.destination().port()));
        }
        List<OwnedAddress> addresses = owned.addresses().stream()
                .map(it -> new OwnedAddress(it.address().getHostAddress(), it.prefixLength(), it.networkInterface()))
                .toList();
        return new OwnedFile(List.copyOf(services.values()), addresses);
    }
}
