package dev.lvsfleet.agent.ownership;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.lvsfleet.agent.file.AtomicFile;
import dev.lvsfleet.contract.DesiredAddress;
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

/** Keeps what is owned in {@code ownership.json}. Not thread-safe; one thread owns it. */
public final class OwnershipStore {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectWriter WRITER = JSON.writerWithDefaultPrettyPrinter();

    private final AtomicFile file;

    public OwnershipStore(Path stateDirectory) {
        this.file = new AtomicFile(stateDirectory.resolve("ownership.json"));
    }

    record OwnedFile(List<OwnedService> services, List<OwnedAddress> addresses) {}

    record OwnedService(String protocol, String address, int port, boolean owned, List<Endpoint> destinations) {}

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
            ServiceKey key = new ServiceKey(
                    TransportProtocol.valueOf(service.protocol()),
                    InetAddress.ofLiteral(service.address()),
                    service.port());
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
            services.put(key.toString(), ownedService(key, true));
        }
        for (OwnedDestination it : owned.entries().destinations()) {
            services.computeIfAbsent(it.service().toString(), text -> ownedService(it.service(), false))
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

    private static OwnedService ownedService(ServiceKey key, boolean owned) {
        return new OwnedService(
                key.protocol().name(), key.address().getHostAddress(), key.port(), owned, new ArrayList<>());
    }
}
